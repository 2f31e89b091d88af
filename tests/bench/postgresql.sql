-- The whole rental as one stored procedure of PostgreSQL: what scripts/bench measures bookrent
-- against. It checks what bookrent checks, and writes what a rental leaves behind: copy,
-- rental, payment, two events of an outbox, and the rows that three readers keep.
-- Variables of psql: users, books, copies (of all books together).

CREATE TABLE users (
  user_id   bigint PRIMARY KEY,
  name      text NOT NULL,
  suspended boolean NOT NULL
);
CREATE TABLE books (
  book_id   bigint PRIMARY KEY,
  title     text NOT NULL,
  fee       bigint NOT NULL,
  currency  text NOT NULL,
  days      integer NOT NULL,
  copies    bigint NOT NULL,
  withdrawn boolean NOT NULL
);
-- A copy is lent once at a time: its row has one place for a rental.
CREATE TABLE copies (
  book_id   bigint NOT NULL,
  copy      bigint NOT NULL,
  rental_id bigint,
  PRIMARY KEY (book_id, copy)
);
CREATE INDEX free_copies ON copies(book_id, copy) WHERE rental_id IS NULL;
CREATE TABLE rentals (
  rental_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id     bigint NOT NULL,
  book_id     bigint NOT NULL,
  copy        bigint NOT NULL,
  status      text NOT NULL,
  amount      bigint NOT NULL,
  currency    text NOT NULL,
  rented_at   timestamptz NOT NULL,
  due_at      timestamptz NOT NULL,
  returned_at timestamptz
);
CREATE UNIQUE INDEX a_user_has_a_book_once ON rentals(user_id, book_id) WHERE status = 'RENTED';
CREATE TABLE payments (
  payment_id bigint PRIMARY KEY,
  rental_id  bigint NOT NULL,
  user_id    bigint NOT NULL,
  amount     bigint NOT NULL,
  currency   text NOT NULL,
  status     text NOT NULL
);
CREATE TABLE outbox (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type     text NOT NULL,
  time     timestamptz NOT NULL,
  data     text NOT NULL
);
CREATE TABLE rentals_of_users (
  user_id   bigint NOT NULL,
  rental_id bigint NOT NULL,
  PRIMARY KEY (user_id, rental_id)
);
CREATE TABLE rentals_of_books (
  book_id   bigint NOT NULL,
  rental_id bigint NOT NULL,
  PRIMARY KEY (book_id, rental_id)
);
CREATE TABLE rental_views (
  rental_id      bigint PRIMARY KEY,
  user_id        bigint NOT NULL,
  name           text NOT NULL,
  book_id        bigint NOT NULL,
  title          text NOT NULL,
  status         text NOT NULL,
  payment_status text NOT NULL,
  amount         bigint NOT NULL,
  currency       text NOT NULL,
  rented_at      timestamptz NOT NULL,
  due_at         timestamptz NOT NULL
);

-- As many copies of a book as it is wanted: the shares are those by which books are chosen.
INSERT INTO users SELECT id, '고객 ' || id, false FROM generate_series(1, :users) AS id;
INSERT INTO books SELECT id, '제목 ' || id, 1500, 'KRW', 14,
    50 + (:copies * ln(1 + 1.0 / id) / ln(:books + 1))::bigint, false
  FROM generate_series(1, :books) AS id;
INSERT INTO copies SELECT book_id, copy, NULL FROM books, generate_series(1, copies) AS copy;

-- The rental's id, or nothing when a rule refuses it.
CREATE FUNCTION rent(p_user_id bigint, p_book_id bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  reader users;
  wanted books;
  start  bigint;
  free   bigint;
  rental bigint;
  due    timestamptz;
BEGIN
  -- Nobody else rents for this user meanwhile, or two together would pass the limit. An advisory
  -- lock writes nothing.
  PERFORM pg_advisory_xact_lock(p_user_id);
  SELECT * INTO reader FROM users WHERE user_id = p_user_id;
  IF NOT FOUND OR reader.suspended THEN RETURN NULL; END IF;
  SELECT * INTO wanted FROM books WHERE book_id = p_book_id;
  IF NOT FOUND OR wanted.withdrawn THEN RETURN NULL; END IF;
  IF (SELECT count(*) FROM rentals WHERE user_id = p_user_id AND status = 'RENTED') >= 10 THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM rentals
             WHERE user_id = p_user_id AND book_id = p_book_id AND status = 'RENTED') THEN
    RETURN NULL;
  END IF;
  -- Nobody waits for another's copy, and each looks from another place on, or all would pass over
  -- the same entries of the index that others have taken just now.
  start := 1 + floor(random() * wanted.copies);
  SELECT copy INTO free FROM copies
    WHERE book_id = p_book_id AND rental_id IS NULL AND copy >= start
    ORDER BY copy LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    SELECT copy INTO free FROM copies WHERE book_id = p_book_id AND rental_id IS NULL
      ORDER BY copy LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END IF;

  due := date_trunc('day', now()) + make_interval(days => wanted.days + 1) - interval '1 second';
  INSERT INTO rentals(user_id, book_id, copy, status, amount, currency, rented_at, due_at)
    VALUES (p_user_id, p_book_id, free, 'RENTED', wanted.fee, wanted.currency, now(), due)
    RETURNING rental_id INTO rental;
  UPDATE copies SET rental_id = rental WHERE book_id = p_book_id AND copy = free;
  INSERT INTO payments VALUES (rental, rental, p_user_id, wanted.fee, wanted.currency, 'PAID');
  INSERT INTO outbox(type, time, data) VALUES
    ('bookrent.rental.rented.v1', now(), json_build_object(
       'rental_id', rental, 'user_id', p_user_id, 'book_id', p_book_id, 'payment_id', rental,
       'amount', wanted.fee, 'currency', wanted.currency, 'rented_at', now(), 'due_at', due)::text),
    ('bookrent.payment.paid.v1', now(), json_build_object(
       'payment_id', rental, 'rental_id', rental, 'amount', wanted.fee,
       'currency', wanted.currency)::text);
  INSERT INTO rentals_of_users VALUES (p_user_id, rental);
  INSERT INTO rentals_of_books VALUES (p_book_id, rental);
  INSERT INTO rental_views VALUES (rental, p_user_id, reader.name, p_book_id, wanted.title,
    'RENTED', 'PAID', wanted.fee, wanted.currency, now(), due);
  RETURN rental;
END $$;

-- All that is rented comes back, between two measurements.
CREATE PROCEDURE give_all_back() LANGUAGE sql AS $$
  UPDATE copies SET rental_id = NULL WHERE rental_id IS NOT NULL;
  UPDATE rentals SET status = 'RETURNED', returned_at = now() WHERE status = 'RENTED';
  UPDATE rental_views SET status = 'RETURNED' WHERE status = 'RENTED';
  DELETE FROM rentals_of_users;
  DELETE FROM rentals_of_books;
$$;
VACUUM ANALYZE;
