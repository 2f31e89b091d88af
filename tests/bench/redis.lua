-- The whole rental as one script of Redis: what scripts/bench measures bookrent against. It checks
-- and writes what tests/bench/postgresql.sql does.
-- ARGV: `fill USERS BOOKS COPIES`, or `rent CHANCE CHANCE USERS BOOKS` with chances below 10^9,
-- which answers with the rental's id, or with nothing when a rule refuses it.
local call = redis.call

if ARGV[1] == 'fill' then
  local users, books, copies = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
  for user = 1, users do
    call('HSET', 'user:' .. user, 'name', '고객 ' .. user, 'suspended', '0')
  end
  for book = 1, books do
    call('HSET', 'book:' .. book, 'title', '제목 ' .. book, 'fee', '1500', 'currency', 'KRW',
      'days', '14', 'withdrawn', '0')
    for copy = 1, 50 + math.floor(copies * math.log(1 + 1 / book) / math.log(books + 1)) do
      call('RPUSH', 'free:' .. book, copy)
    end
  end
  return 'OK'
end

local users, books = tonumber(ARGV[4]), tonumber(ARGV[5])
local user = 1 + tonumber(ARGV[2]) % users
local book = math.floor(math.exp(tonumber(ARGV[3]) / 1000000000 * math.log(books + 1)))

local reader = call('HMGET', 'user:' .. user, 'name', 'suspended')
if reader[2] ~= '0' then return nil end
local wanted = call('HMGET', 'book:' .. book, 'title', 'fee', 'currency', 'days', 'withdrawn')
if wanted[5] ~= '0' then return nil end
if call('SCARD', 'rentals_of_user:' .. user) >= 10 then return nil end
if call('SISMEMBER', 'books_of_user:' .. user, book) == 1 then return nil end
local copy = call('LPOP', 'free:' .. book)
if not copy then return nil end

local now = tonumber(call('TIME')[1])
local due = now - now % 86400 + (tonumber(wanted[4]) + 1) * 86400 - 1
local rental = call('INCR', 'rentals')
call('HSET', 'copy:' .. book .. ':' .. copy, 'rental_id', rental)
call('HSET', 'rental:' .. rental, 'user_id', user, 'book_id', book, 'copy', copy, 'status',
  'RENTED', 'amount', wanted[2], 'currency', wanted[3], 'rented_at', now, 'due_at', due)
call('SADD', 'books_of_user:' .. user, book)
call('HSET', 'payment:' .. rental, 'rental_id', rental, 'user_id', user, 'amount', wanted[2],
  'currency', wanted[3], 'status', 'PAID')
call('RPUSH', 'outbox',
  cjson.encode({type = 'bookrent.rental.rented.v1', time = now, rental_id = rental, user_id = user,
    book_id = book, payment_id = rental, amount = wanted[2], currency = wanted[3], rented_at = now,
    due_at = due}),
  cjson.encode({type = 'bookrent.payment.paid.v1', time = now, payment_id = rental,
    rental_id = rental, amount = wanted[2], currency = wanted[3]}))
call('SADD', 'rentals_of_user:' .. user, rental)
call('SADD', 'rentals_of_book:' .. book, rental)
call('HSET', 'view:' .. rental, 'user_id', user, 'name', reader[1], 'book_id', book, 'title',
  wanted[1], 'status', 'RENTED', 'payment_status', 'PAID', 'amount', wanted[2], 'currency',
  wanted[3], 'rented_at', now, 'due_at', due)
return rental
