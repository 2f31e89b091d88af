#include "cli/arguments/arguments.hpp"

namespace bookrent::cli::arguments {

void add_token_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "token", "The access tokens",
                            "  bookrent token verify --jwks issuer.jwks <access.token\n");
  CLI::App* app = add(noun, "verify", "Verify a token on standard input, and print its claims",
                      "  bookrent token verify --jwks issuer.jwks <access.token\n"
                      "  bookrent token verify --jwks issuer.jwks --issuer https://id.example.org "
                      "--audience bookrent <access.token\n"
                      "  bookrent token verify --jwks key.jwk --signature-only <signed.jws\n");
  auto verify = keep<VerifyToken>();
  app->add_option("--jwks", verify->jwks, "The issuer's public keys: a JWK Set or one JWK")
      ->required()
      ->type_name("FILE");
  CLI::Option* issuer =
      app->add_option("--issuer", verify->issuer, "Who must have issued it (default: anybody)")
          ->type_name("ISSUER");
  CLI::Option* audience =
      app->add_option("--audience", verify->audience, "For whom it must be (default: anybody)")
          ->type_name("AUDIENCE");
  app->add_flag("--signature-only", verify->signature_only,
                "Verify the signature alone, and print the payload, whatever it is")
      ->excludes(issuer)
      ->excludes(audience);
  choose(reading, app, [verify] { return *verify; });
}

}  // namespace bookrent::cli::arguments
