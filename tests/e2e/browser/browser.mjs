// A browser that does what is written to it, a command a line, and answers each with one line.
// Usage: node browser.mjs PACKAGES CHROMIUM, where PACKAGES is a directory with node_modules.
//   open URL               loads the page
//   wait SECONDS WHAT      until the expression WHAT is true in the page; how many ms that took
//   eval WHAT              its value
//   size WIDTH HEIGHT      of the window
//   scheme light|dark      what the user prefers
//   picture FILE           of the whole page
//   errors                 what the console has told of so far, as JSON
//   bytes                  of all answers so far, with their headers
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [packages, chromium] = process.argv.slice(2);
const playwright = createRequire(`${packages}/`)('playwright-core');

const browser = await playwright.chromium.launch({
  executablePath: chromium,
  handleSIGTERM: false,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const errors = [];
page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
page.on('pageerror', (error) => errors.push(String(error)));
let bytes = 0;
const network = await page.context().newCDPSession(page);
await network.send('Network.enable');
network.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });

const commands = {
  open: async (url) => (await page.goto(url)).status(),
  wait: async (rest) => {
    const [, seconds, what] = rest.match(/^(\S+) (.*)$/);
    const began = performance.now();
    // Not waitForFunction, which evaluates within the page, whose policy forbids it.
    while (!(await page.evaluate(what))) {
      if (performance.now() - began > seconds * 1000) throw new Error('it did not come true');
      await new Promise((done) => setTimeout(done, 50));
    }
    return Math.round(performance.now() - began);
  },
  eval: (what) => page.evaluate(what),
  size: async (rest) => {
    const [width, height] = rest.split(' ').map(Number);
    await page.setViewportSize({ width, height });
    return 'ok';
  },
  scheme: async (colorScheme) => { await page.emulateMedia({ colorScheme }); return 'ok'; },
  picture: async (path) => { await page.screenshot({ path, fullPage: true }); return 'ok'; },
  errors: () => JSON.stringify(errors),
  bytes: () => bytes,
};

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [, name, rest] = line.match(/^(\S+) ?(.*)$/);
  try {
    console.log(String(await commands[name](rest)));
  } catch (error) {
    console.log(`failed: ${error.message.split('\n')[0]}`);
  }
}
await browser.close();
