"""What was settled, as tables: who asks which question, what is known of it, and where it leads.

A question and what belongs to it stand once, however many texts ask it. *topic* is what works are looked
for by, *bucket* where works stand that may contradict each other; *owner* is the number of a held text, or
less than zero that of a work only cited.
"""

from __future__ import annotations

TABLES = """
CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, url TEXT NOT NULL,
    asks BLOB NOT NULL, own TEXT NOT NULL, misnamed TEXT NOT NULL, slips BLOB NOT NULL,
    problems BLOB NOT NULL DEFAULT x'', token TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS text_at ON texts (url);
CREATE TABLE IF NOT EXISTS questions (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE,
    content TEXT NOT NULL, topic TEXT NOT NULL, beside TEXT, bucket TEXT, uses INTEGER NOT NULL DEFAULT 0,
    known INTEGER NOT NULL DEFAULT 0, apart TEXT NOT NULL DEFAULT '', about TEXT NOT NULL DEFAULT '',
    answer TEXT, url TEXT);
CREATE TABLE IF NOT EXISTS uses (question INTEGER, text INTEGER, places INTEGER NOT NULL,
    PRIMARY KEY (question, text)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS works (owner INTEGER PRIMARY KEY, bucket TEXT, content TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS work_in ON works (bucket) WHERE bucket IS NOT NULL;
CREATE TABLE IF NOT EXISTS topics (topic TEXT, owner INTEGER, PRIMARY KEY (topic, owner)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS minted (id INTEGER PRIMARY KEY, bucket TEXT NOT NULL, url TEXT NOT NULL,
    taken INTEGER NOT NULL, content TEXT NOT NULL, documents INTEGER NOT NULL DEFAULT 0,
    mentioned INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS minted_in ON minted (bucket);
CREATE INDEX IF NOT EXISTS minted_at ON minted (url);
CREATE TABLE IF NOT EXISTS laws (text INTEGER, place INTEGER, number TEXT NOT NULL, spelled TEXT NOT NULL,
    name TEXT NOT NULL, slip TEXT NOT NULL, PRIMARY KEY (text, place)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS law_named ON laws (number, name, spelled);
CREATE TABLE IF NOT EXISTS heads (text INTEGER PRIMARY KEY, number TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS verdicts (spelled TEXT, name TEXT, words TEXT NOT NULL,
    PRIMARY KEY (spelled, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS titles (number TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID;
"""
# By what questions are looked for. Made once all of them stand, an index of millions is sorted, not shuffled.
BY_TOPIC = (
    "CREATE INDEX IF NOT EXISTS question_on ON questions (topic)",
    "CREATE INDEX IF NOT EXISTS question_beside ON questions (beside) WHERE beside IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS question_in ON questions (bucket) WHERE bucket IS NOT NULL",
)
BY_ADDRESS = ("CREATE INDEX IF NOT EXISTS question_to ON questions (url) WHERE url IS NOT NULL",)
WITHOUT = tuple(
    f"DROP INDEX IF EXISTS {name}"
    for name in ("question_on", "question_beside", "question_in", "question_to")
)
# What a round has to look at again. %s is TEMP, unless other processes are to read it.
_CONCERNED = """
CREATE %s TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY);
CREATE %s TABLE IF NOT EXISTS open_topics (topic TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE %s TABLE IF NOT EXISTS open_questions (id INTEGER PRIMARY KEY);
CREATE %s TABLE IF NOT EXISTS open_buckets (bucket TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE %s TABLE IF NOT EXISTS open_texts (id INTEGER PRIMARY KEY);
CREATE %s TABLE IF NOT EXISTS open_urls (url TEXT PRIMARY KEY) WITHOUT ROWID;
"""
CONCERNED = _CONCERNED.replace("%s", "TEMP")
CONCERNED_BY_ALL = _CONCERNED.replace("%s ", "")
UNCONCERNED = """
DROP TABLE touched;
DROP TABLE open_topics;
DROP TABLE open_questions;
DROP TABLE open_buckets;
DROP TABLE open_texts;
DROP TABLE open_urls;
"""
