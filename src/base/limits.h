/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every ceiling, and why it stands where it stands. */
#ifndef STEPWELL_BASE_LIMITS_H
#define STEPWELL_BASE_LIMITS_H

enum {
    /* One document. Figures of real libraries are two orders below; attacks are above. */
    LIMIT_DOCUMENT_BYTES =
        1024 * 1024 * 1024,             /* mapped by the worker, counted in its memory */
    LIMIT_PAGES = 20000,                /* the largest manuals seen have 2,000 */
    LIMIT_PAGE_BYTES = 4 * 1024 * 1024, /* text of one page or slide */
    LIMIT_TEXT_BYTES = 256 * 1024 * 1024, /* text of one document */
    LIMIT_FRAME_BYTES = 8 * 1024 * 1024,  /* one message of a worker */
    LIMIT_METADATA_BYTES = 64 * 1024,     /* one metadata value, before it is shown */
    LIMIT_OUTLINE_DEPTH = 32,      /* levels of a table of contents; loops end here too */
    LIMIT_OUTLINE_ENTRIES = 20000, /* as many as pages */
    LIMIT_PDF_FORMS = 64,          /* one inside the other; real ones have a handful */
    LIMIT_PDF_STATES = 4096, /* saved or marked and not ended; real pages have a dozen */
    LIMIT_PDF_FONTS = 256,   /* kept from page to page; one weighs up to half a MB */

    /* The worker. Poppler hangs and eats memory rather than crashes. */
    LIMIT_EXTRACT_CPU_SECONDS = 15,
    LIMIT_EXTRACT_PAGE_SECONDS = 20, /* wall time without a new page */
    LIMIT_EXTRACT_PAGE_CPU_MS =
        5000, /* then the page is left as it is and the next one read */
    LIMIT_EXTRACT_WORK_CPU_MS = 12000, /* then the worker stops by itself and says so */
    LIMIT_EXTRACT_SECONDS = 30,        /* wall time of one document in all */
    LIMIT_EXTRACT_MEMORY = 1024 * 1024 * 1024,
    LIMIT_EXTRACT_DOCUMENTS = 500, /* then a fresh worker, so that leaks cannot add up */

    /* Page pictures: 5 ms and 8 KB each for most pages. */
    LIMIT_PICTURE_WIDTH = 208,  /* pixels; twice what is shown, sharp on most screens */
    LIMIT_PICTURE_HEIGHT = 416, /* of a page twice as high as wide; others shrink */
    LIMIT_PICTURE_BYTES = 128 * 1024, /* one JPEG; noise of that size has 90 KB */
    LIMIT_PICTURE_CPU_MS = 3000,      /* then the page has none */
    LIMIT_PICTURE_SECONDS = 10,       /* wall time without a new picture */
    LIMIT_PICTURE_BATCH = 16,         /* pages that one request asks for */
    LIMIT_PICTURE_LINES = 500,        /* of one page whose places are kept */
    LIMIT_PICTURES_RUN = 20000,       /* drawn in one run; the next one goes on */
    LIMIT_PICTURES_MEGABYTES = 4096,  /* the side file; 400,000 pages */

    /* Packages: sizes are counted while unpacking, since the directory can lie. */
    LIMIT_PART_BYTES = 64 * 1024 * 1024,
    LIMIT_PACKAGE_BYTES = 512 * 1024 * 1024,
    LIMIT_PACKAGE_ENTRIES = 10000,
    LIMIT_PACKAGE_RATIO =
        1000, /* above LIMIT_PACKAGE_RATIO_FROM; real XML packs below 100 : 1 */
    LIMIT_PACKAGE_RATIO_FROM = 1024 * 1024,
    LIMIT_METAFILE_RECORDS = 200000,  /* of a drawn picture; maps have 100,000 strokes */
    LIMIT_METAFILE_BYTES = 64 * 1024, /* of its text: more than a page holds */
    LIMIT_PASSWORD_SPINS = 1000000,   /* digests of one password; Office takes 100,000 */
    LIMIT_MARKUP_DEPTH = 256,         /* libxml2's own limit without XML_PARSE_HUGE */
    LIMIT_UNIT_WORDS = 1500,    /* formats without pages are cut at headings, or here */
    LIMIT_SHEET_CELLS = 200000, /* with text, of one workbook: more is a database */
    LIMIT_GROUP_DEPTH = 256,    /* of RTF; real ones have a dozen */
    LIMIT_COMPOUND_ENTRIES = 20000, /* streams; an old file with macros has 100 */
    LIMIT_WORD_PIECES = 500000,     /* of an old Word file: saved "fast" for years */

    /* discover: the largest sitemap allowed has 50 MB, the largest listing seen 3. */
    LIMIT_LANDING_BYTES = 64 * 1024 * 1024,

    /* Tokens. */
    LIMIT_TOKEN_CODE_POINTS =
        64, /* cut, not dropped: 245 bytes is another engine's limit */
    LIMIT_TOKEN_BYTES = 245,
    LIMIT_PAGE_TOKENS = 1000000,

    /* An index. */
    LIMIT_STORE_PAGES =
        100000000, /* bounds what a damaged count can make a reader allocate */
    LIMIT_LIST_BYTES = 64 * 1024, /* all organisations or topics of one publication */
    LIMIT_WORD_FORMS = 16,        /* written forms remembered of one word */
    LIMIT_NEAR_WORDS_KEPT =
        200000, /* most frequent words, among which spellings are looked for */
    LIMIT_NEAR_BYTES = 16 * 1024 * 1024, /* of those of one length */
    LIMIT_PHRASES = 50000,    /* titles and headings that are suggested: 5 MB */
    LIMIT_FACET_VALUES = 200, /* listed of one facet */

    /* A query: nothing a reader types is longer; hostile input is. */
    LIMIT_QUERY_BYTES = 1000,
    LIMIT_QUERY_LETTERS = 200,     /* of the search page */
    LIMIT_QUERY_STRING = 8 * 1024, /* of an address; longer is 414 */
    LIMIT_FILTERS_BYTES = 2000, /* all values of filters: each link of a page has them */
    LIMIT_QUERIES_BYTES = 64 * 1024 * 1024, /* a file of queries */
    LIMIT_SAMPLES = 10000, /* queries that an index must answer before it is published */
    LIMIT_QUERY_CONCEPTS =
        64, /* bits of one word; questions in whole sentences have 40 */
    LIMIT_PHRASE_TOKENS = 16,
    LIMIT_CONCEPT_FORMS =
        192, /* three readings in each of the languages of a large library */
    LIMIT_PREFIX_FORMS = 64,   /* words that one prefix stands for, most frequent first */
    LIMIT_RELATED_FORMS = 64,  /* words of one language that begin like a word */
    LIMIT_COMPOUND_FORMS = 24, /* of one language that have a word as a part */
    LIMIT_PREFIX_LETTERS = 3,  /* a shorter prefix is read as a word */
    LIMIT_SYNONYMS_BYTES = 1024 * 1024, /* of the file; one of a library has some KB */
    LIMIT_SYNONYMS = 20000,  /* pairs; written in all languages they are a million keys */
    LIMIT_SYNONYM_WORDS = 6, /* of one expression: early childhood education and care */
    LIMIT_SYNONYM_LINE = 16, /* expressions on one line */
    LIMIT_SYNONYMS_OF = 12,  /* that one expression is looked for by */
    LIMIT_QUERY_MS = 800,
    LIMIT_QUERY_DEPTH = 4,   /* parentheses; deeper ones are read as separators */
    LIMIT_NEAR_WORDS = 1000, /* more than a page has: NEAR is then AND */

    /* Results. */
    LIMIT_RESULTS = 1000,        /* publications on one page of results */
    LIMIT_PASSAGES = 50,         /* passages of one publication */
    LIMIT_VERSIONS = 100,        /* languages of one publication; the EU has 24 */
    LIMIT_SEARCHLOG_QUERY = 160, /* bytes of a query that is counted; longer is a text */
    LIMIT_SEARCHLOG_BYTES = 4 * 1024 * 1024, /* then it is put aside: 100,000 searches */
    LIMIT_SEARCHLOG_OLD = 8,                 /* files that were put aside and are kept */
    LIMIT_PAGE_NUMBER = 50, /* of the search page; deeper lists are an export */
    LIMIT_SHOWN_BYTES =
        64 * 1024, /* one value, link or command; real ones are below 2 KB */
    LIMIT_ANSWER_BYTES =
        64 * 1024 * 1024, /* 1,000 publications with 50 passages are 25 MB */

    /* `stepwell serve`: a browser keeps a handful of connections open. */
    LIMIT_HTTP_HEAD = 16 * 1024,
    LIMIT_LANGUAGE_RANGES =
        32, /* of an Accept-Language header; browsers send ten at most */
    LIMIT_HTTP_CONNECTIONS = 32,
    LIMIT_HTTP_SECONDS =
        10, /* for a whole request to arrive, and for its answer to leave */

    /* SCGI and FastCGI: what web servers pass on is below their own 8 to 64 KB. */
    LIMIT_GATEWAY_HEAD = 128 * 1024,
    LIMIT_GATEWAY_BODY = 64 * 1024, /* nobody needs one; more is left unread */
    LIMIT_GATEWAY_SECONDS = 60,     /* for an answer to leave, with progress every ten */
    LIMIT_WORKERS = 64,
    LIMIT_WORKER_REQUESTS = 10000 /* then a fresh worker, so that leaks cannot add up */
};

#endif
