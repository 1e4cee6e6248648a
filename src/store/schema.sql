-- SPDX-License-Identifier: GPL-2.0-or-later
-- The tables of an index. The work file and the published file have the same ones;
-- lang, facet, side and phrases are derived from the others when an index is published.

CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE publication(
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT, about TEXT, kind TEXT,
    lang TEXT, page TEXT, contact TEXT, year INTEGER,
    added INTEGER,                         -- seconds since 1970, kept over updates
    translation_of TEXT,                   -- key of another one, or ''
    loose INTEGER,                         -- a file of a folder
    twin_of INTEGER NOT NULL DEFAULT 0,    -- shown as part of that publication
    organisations TEXT, topics TEXT,       -- one a line
    folded_title TEXT, folded_kind TEXT,   -- words as they are compared
    folded_organisations TEXT);            -- as many lines as organisations
CREATE TABLE stamp(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE file(
    id INTEGER PRIMARY KEY, publication INTEGER NOT NULL, name TEXT, url TEXT, label TEXT,
    part TEXT, type TEXT, format TEXT, lang TEXT, digest TEXT, status TEXT, reason TEXT,
    bytes INTEGER, pages INTEGER,
    twin_of INTEGER NOT NULL DEFAULT 0);   -- the same work as that file, which is shown first
CREATE INDEX file_publication ON file(publication);
CREATE INDEX publication_twin ON publication(twin_of) WHERE twin_of<>0;
CREATE INDEX publication_original ON publication(translation_of) WHERE translation_of<>'';
CREATE INDEX file_twin ON file(twin_of) WHERE twin_of<>0;
CREATE TABLE likeness(file INTEGER PRIMARY KEY, data BLOB);  -- by which twins are found

-- A row is a page, a slide, or the description of a publication (file 0).
CREATE TABLE page(
    id INTEGER PRIMARY KEY, publication INTEGER NOT NULL, file INTEGER NOT NULL,
    number INTEGER, part INTEGER, lang INTEGER, title_words INTEGER, body_words INTEGER,
    locator TEXT, section TEXT, anchor TEXT, title TEXT,
    twin INTEGER NOT NULL DEFAULT 0);      -- its words stand in the file's twin, too
CREATE INDEX page_publication ON page(publication);
CREATE TABLE body(page INTEGER PRIMARY KEY, text BLOB);   -- zstd

CREATE VIRTUAL TABLE t USING fts5(
    title, body, content='', columnsize=0, detail=full, tokenize='stepwell');

-- Pages a stem occurs on, whether or not FTS5 holds it apart from the surface form;
-- lang is the code of the language's group.
CREATE TABLE concept(
    stem TEXT, lang INTEGER, df INTEGER, PRIMARY KEY(stem, lang)) WITHOUT ROWID;

-- shown NULL: as folded. forms: the written forms counted, "pages<TAB>form" a line;
-- NULL: only the folded one.
CREATE TABLE word(
    folded TEXT, lang INTEGER, stem TEXT, df INTEGER, shown TEXT, forms TEXT,
    PRIMARY KEY(folded, lang, stem)) WITHOUT ROWID;
CREATE INDEX word_stem ON word(stem);

CREATE TABLE lang(
    code INTEGER PRIMARY KEY, tag TEXT, rows INTEGER, pages INTEGER, title_words INTEGER,
    body_words INTEGER);
CREATE TABLE facet(
    name TEXT, id INTEGER, value TEXT, label TEXT, PRIMARY KEY(name, id)) WITHOUT ROWID;
CREATE TABLE side(
    name TEXT, chunk INTEGER, data BLOB, PRIMARY KEY(name, chunk)) WITHOUT ROWID;

-- What else to look for: by the folded words of a key, or by their stems, a tab and the code
-- of the language that has them; lang '' is any. The key '' holds the number of words of the longest key.
CREATE TABLE synonym(
    key TEXT, lang TEXT, text TEXT, PRIMARY KEY(key, lang, text)) WITHOUT ROWID;

-- Titles, headings and frequent pairs of words in them; those of most pages first. Each is
-- found by the folded forms of its words.
CREATE TABLE phrase(id INTEGER PRIMARY KEY, folded TEXT, shown TEXT, pages INTEGER);
CREATE TABLE phrase_word(
    word TEXT, phrase INTEGER, PRIMARY KEY(word, phrase)) WITHOUT ROWID;
