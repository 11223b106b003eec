-- The record, version 1: one SQLite file, readable with any SQLite tool.
--
--   read_run ── story ── record ── party        what was read, what it says, who takes part
--                 │
--                 ├── duplicate                 the same story under another name
--                 └── story_words, story_trigrams   full-text search
--   reject                                      what did not become a story, and why
--
-- PRAGMA application_id is 0x43484E43 ("CHNC"); PRAGMA user_version is the number of the last migration.
-- Days are ISO (2019-02-27). Ids are made from content, so reading the same thing twice changes nothing.

-- One row each time `chancery read` runs. It is updated in the same transaction as what it counts, so that
-- taken_in = accepted + duplicate + rejected holds at every moment, after a crash too.
CREATE TABLE read_run (
    number    INTEGER PRIMARY KEY,
    started   TEXT NOT NULL,              -- RFC 3339, UTC
    finished  TEXT,                       -- NULL: still running, or ended by force
    version   TEXT NOT NULL,              -- of Chancery
    command   TEXT NOT NULL,              -- JSON list
    taken_in  INTEGER NOT NULL DEFAULT 0,
    accepted  INTEGER NOT NULL DEFAULT 0, -- in the record under this name, already_in included
    already_in INTEGER NOT NULL DEFAULT 0, -- of the accepted: read by an earlier run, not read again
    duplicate INTEGER NOT NULL DEFAULT 0,
    rejected  INTEGER NOT NULL DEFAULT 0,
    CHECK (taken_in = accepted + duplicate + rejected)
);

-- One immutable text. `json` is the published object without its text, which stands once, in `text`.
CREATE TABLE story (
    number    INTEGER PRIMARY KEY,        -- for the search index; never published
    id        TEXT NOT NULL UNIQUE,
    given_id  TEXT NOT NULL,              -- what the input calls it
    published TEXT,                       -- RFC 3339 with offset, or a day
    source    TEXT,
    headline  TEXT,
    text      TEXT NOT NULL,
    json      TEXT NOT NULL,
    sentences TEXT NOT NULL,              -- JSON: [[start, end], ...] as the reader saw them
    run       INTEGER NOT NULL REFERENCES read_run (number)
);
CREATE INDEX story_given_id ON story (given_id);
CREATE INDEX story_published ON story (published, id);

-- One thing that a story says. `json` is the whole published object; the columns are for asking.
CREATE TABLE record (
    id         TEXT PRIMARY KEY,
    story      TEXT NOT NULL REFERENCES story (id),
    kind       TEXT NOT NULL,             -- actor, event, quote, silence, position, doubt
    start      INTEGER NOT NULL,          -- where its first evidence starts
    confidence REAL NOT NULL,
    what       TEXT,                      -- event: class; position: stance; quote: form; actor: type
    status     TEXT,                      -- event
    names      TEXT,                      -- actor: ' name | alias ', lower case, for whole-word matching
    country    TEXT,                      -- actor, or where the event was: ISO 3166-1 alpha-3
    earliest   TEXT,                      -- first and last day of when, said_at or asked_at
    latest     TEXT,
    edtf       TEXT,
    json       TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX record_story ON record (story, kind, start);
CREATE INDEX record_kind_day ON record (kind, earliest, latest);
CREATE INDEX record_kind_what ON record (kind, what);
CREATE INDEX record_country ON record (country) WHERE kind = 'actor';

-- Which actor takes which part in a record: who, whom, speaker, holder ...
CREATE TABLE party (
    record TEXT NOT NULL REFERENCES record (id),
    role   TEXT NOT NULL,
    actor  TEXT NOT NULL REFERENCES record (id),
    PRIMARY KEY (record, role, actor)
) WITHOUT ROWID;
CREATE INDEX party_actor ON party (actor, record);

-- The same story, come again under another name (or twice in one run).
CREATE TABLE duplicate (
    story    TEXT NOT NULL REFERENCES story (id),
    given_id TEXT NOT NULL,
    run      INTEGER NOT NULL REFERENCES read_run (number),  -- that saw it first
    PRIMARY KEY (story, given_id)
) WITHOUT ROWID;

-- What came in and did not become a story.
CREATE TABLE reject (
    id       TEXT PRIMARY KEY,
    given_id TEXT NOT NULL,
    place    TEXT NOT NULL,               -- file and line
    reason   TEXT NOT NULL,
    remedy   TEXT NOT NULL,
    sha256   TEXT,
    run      INTEGER NOT NULL REFERENCES read_run (number)   -- that saw it first
) WITHOUT ROWID;

-- Words (diacritics folded) and, beside it, trigrams: parts of words, and scripts written without spaces.
CREATE VIRTUAL TABLE story_words USING fts5 (
    headline, text, content = 'story', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE story_trigrams USING fts5 (
    headline, text, content = 'story', content_rowid = 'number', tokenize = 'trigram'
);
CREATE TRIGGER story_indexed AFTER INSERT ON story BEGIN
    INSERT INTO story_words (rowid, headline, text) VALUES (new.number, new.headline, new.text);
    INSERT INTO story_trigrams (rowid, headline, text) VALUES (new.number, new.headline, new.text);
END;
