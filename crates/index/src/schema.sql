-- Which network and program the index is of: one row.
CREATE TABLE source (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 0),
    genesis TEXT NOT NULL,
    program TEXT NOT NULL
);

-- How far the history has been read: one row.
CREATE TABLE cursor (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 0),
    -- The latest transaction whose events are here, as are those of all before it.
    signature TEXT,
    slot INTEGER,
    -- The earliest transaction of the list that is being made.
    listed TEXT,
    -- 1 once the list reaches back to `signature`.
    complete INTEGER NOT NULL CHECK (complete IN (0, 1))
);
INSERT INTO cursor VALUES (0, NULL, NULL, NULL, 0);

-- Transactions that were listed and not read yet, the earliest with the least place. Empty between two rounds.
CREATE TABLE pending (
    place INTEGER PRIMARY KEY,
    signature TEXT NOT NULL,
    slot INTEGER NOT NULL,
    failed INTEGER NOT NULL CHECK (failed IN (0, 1))
);

-- What the program says happened. Amounts are raw units in decimal digits, since they may exceed an INTEGER.
CREATE TABLE events (
    vault TEXT NOT NULL,
    -- Number of the event in its vault, from 0 without a gap.
    sequence INTEGER NOT NULL,
    signature TEXT NOT NULL,
    -- Which event of its transaction it is, from 0.
    position INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    -- Of the block, in Unix seconds, where the server knows it.
    time INTEGER,
    kind TEXT NOT NULL,
    -- Who did it or is paid.
    party TEXT,
    -- Of the whole vault, in raw quote units.
    price TEXT,
    amount TEXT,
    mint TEXT,
    -- Everything the event says, as JSON.
    fields TEXT NOT NULL,
    PRIMARY KEY (vault, sequence)
) WITHOUT ROWID;
CREATE INDEX events_by_kind ON events (kind, vault, sequence);
CREATE INDEX events_by_party ON events (party, vault, sequence);

-- What a log says that cannot be read: it was cut, or is of another version of the program.
CREATE TABLE problems (
    signature TEXT NOT NULL,
    -- Which line of the program's in its transaction, from 0.
    position INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    problem TEXT NOT NULL,
    PRIMARY KEY (signature, position)
) WITHOUT ROWID;

-- The vaults that were open when accounts were last looked at.
CREATE TABLE states (
    vault TEXT PRIMARY KEY,
    -- When that was.
    slot INTEGER NOT NULL,
    status TEXT NOT NULL,
    creator TEXT NOT NULL,
    -- The creator's number for it.
    number TEXT NOT NULL,
    curator TEXT NOT NULL,
    quote_mint TEXT NOT NULL,
    fraction_mint TEXT NOT NULL,
    opening_price TEXT NOT NULL,
    supply TEXT NOT NULL,
    -- How many events the vault has counted.
    events INTEGER NOT NULL
) WITHOUT ROWID;

-- Whose the fractions of an open vault are; they add up to its supply. What is in the vault's own accounts and nobody's
-- is the vault's.
CREATE TABLE holders (
    vault TEXT NOT NULL,
    holder TEXT NOT NULL,
    wallet TEXT NOT NULL,
    staked TEXT NOT NULL,
    bid TEXT NOT NULL,
    offered TEXT NOT NULL,
    PRIMARY KEY (vault, holder)
) WITHOUT ROWID;

-- How amounts of a mint are written.
CREATE TABLE tokens (
    mint TEXT PRIMARY KEY,
    symbol TEXT NOT NULL,
    decimals INTEGER NOT NULL
) WITHOUT ROWID;

-- Every vault that has ever been seen.
CREATE VIEW vaults AS
SELECT
    known.vault AS vault,
    iif(closed.vault IS NULL, states.status, 'Closed') AS status,
    coalesce(states.creator, json_extract(created.fields, '$.creator')) AS creator,
    coalesce(states.quote_mint, json_extract(created.fields, '$.quoteMint')) AS quote_mint,
    coalesce(states.opening_price, json_extract(created.fields, '$.openingPrice')) AS opening_price
FROM (SELECT vault FROM events UNION SELECT vault FROM states) AS known
LEFT JOIN states ON states.vault = known.vault
LEFT JOIN events AS created ON created.kind = 'VaultCreated' AND created.vault = known.vault
LEFT JOIN events AS closed ON closed.kind = 'VaultClosed' AND closed.vault = known.vault
ORDER BY known.vault;
