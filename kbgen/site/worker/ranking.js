/* The index of the site and the order of its pages: the twin of kbgen/language/ranking.py, where fields and numbers are
   explained. */
import { Postings } from "./postings.js";
import { beginnings, bigrams, choseong, hangulRuns, jamo, neighbours, pairsOf, Reader } from "./words.js";

const WORDS = { title: 2, queries: 2, text: 0.5 };
const PAIRS = { pairs: 0.5 };
const INITIALS = { initials: 1, letters: 0.8 };
const JOINED = 0.5; // of the worth of first letters: those of neighbours together
const FUZZY = 0.2;
const MOST_EDITS = 6;
const WEIGHTS = { fuzzy: 0.5, prefix: 0.3 };
const HELPED = 0.1; // what readers' votes move at most: they are few, and say little about other questions

/** A function that keeps what it returned: the words of a site are few beside their places. */
function kept(make) {
  const known = new Map();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = make(key)));
    return found;
  };
}

const unique = (terms) => [...new Set(terms)];
const prefixWeight = (prefix, term) =>
  (WEIGHTS.prefix * term.length) / (term.length + 0.3 * (term.length - prefix.length));

/** The scores of a query by document, and how many of its terms each has. */
class Tally {
  #scores;
  #matched;
  #last;
  #term = 0;

  constructor(size) {
    this.#scores = new Float64Array(size);
    this.#matched = new Uint16Array(size);
    this.#last = new Uint16Array(size); // the last of the query's terms, from 1, that each document has
  }

  /** Add what the documents score for one of the query's terms: `near` are terms of the index with weights. */
  add(postings, near, fields, counted = true) {
    this.#term += 1;
    for (const [term, weight] of near)
      for (const [name, boost] of Object.entries(fields))
        postings.scores(name, term, (doc, score) => {
          this.#scores[doc] += weight * boost * score;
          if (!counted || this.#last[doc] === this.#term) return;
          this.#last[doc] = this.#term;
          this.#matched[doc] += 1;
        });
  }

  scores(helped) {
    return this.#scores.map((score, doc) => score * this.#matched[doc] * helped[doc]);
  }
}

export class Ranking {
  #sections;
  #settings;
  #words;
  #reader;
  #helped;
  #spelled = new Map();
  #made = new Map();

  /**
   * `sections`: [{ title, text, said, terms: { title, queries, text }, helped }]: the terms of `queries` by query, and
   * `helped` -1 … 1. `settings`: what kbgen wrote into the index's configuration.
   */
  constructor(sections, settings) {
    const { synonyms = {}, lexicon = {}, stop = [] } = settings;
    this.#sections = sections;
    this.#settings = { pairs: true, ...settings };
    const runs = new Map(Object.entries(lexicon));
    this.#words = this.#indexed(runs);
    const initials = () => this.#initials;
    this.#reader = new Reader({ lexicon: runs, stop, synonyms, known: this.#words.vocabulary, initials });
    this.#helped = sections.map(({ helped = 0 }) => 1 + HELPED * Math.max(-1, Math.min(1, helped)));
  }

  /** A term's letters as the word they write. */
  spelling = (letters) => this.#spelled.get(letters);

  /** The index of words; each in Hangul becomes a run of the lexicon, if none yet. */
  #indexed(runs) {
    return new Postings(this.#sections.length, (number) => {
      const of = kept((term) => {
        if (/^[가-힣]+$/.test(term) && !runs.has(term)) runs.set(term, term);
        const letters = jamo(term);
        this.#spelled.set(letters, term);
        return number(letters);
      });
      const terms = (doc) => this.#sections[doc].terms;
      return {
        title: (doc) => terms(doc).title.map(of),
        queries: (doc) => terms(doc).queries.flat().map(of),
        text: (doc) => terms(doc).text.map(of),
      };
    });
  }

  /* This index and the next are made for the first query that needs them: pages are read more often than searched. */
  get #initials() {
    return this.#once("initials", (sections, number) => {
      const first = kept(choseong);
      const begun = kept((run) => beginnings(choseong(run)).map(number));
      return {
        initials: (doc) => {
          const { title, said, terms } = sections[doc];
          const runs = [terms.title, ...terms.queries].flatMap((found) => neighbours(found.map(first)));
          return [...runs.map(number), ...[title, said].flatMap((text) => hangulRuns(text).flatMap(begun))];
        },
        letters: (doc) => sections[doc].terms.text.map(first).filter((letters) => letters.length > 1).map(number),
      };
    });
  }

  get #pairs() {
    return this.#once("pairs", (sections, number) => {
      const pairs = kept((run) => pairsOf(run).map(number));
      return { pairs: (doc) => [sections[doc].title, sections[doc].said, sections[doc].text].flatMap((text) => hangulRuns(text).flatMap(pairs)) };
    });
  }

  /** Make what is made for the first query that needs it, before it comes. */
  prepare() {
    return [this.#initials, ...(this.#settings.pairs ? [this.#pairs] : [])].length;
  }

  #once(name, fields) {
    if (!this.#made.has(name)) this.#made.set(name, new Postings(this.#sections.length, (number) => fields(this.#sections, number)));
    return this.#made.get(name);
  }

  /**
   * Search. Returns { words, scores, matches }: the query's words; by section its score, 0 where nothing was found; and
   * a function from a section to its { terms, queryTerms }, those of the index and of the query that match in it.
   */
  search(query) {
    const words = this.#reader.read(query);
    const parts = this.#parts(words);
    const tally = new Tally(this.#sections.length);
    for (const { postings, near, fields, counted } of parts) tally.add(postings, near, fields, counted);
    return { words, scores: tally.scores(this.#helped), matches: (doc) => matches(parts, doc) };
  }

  /** What a query's words are looked up as: [{ term, postings, near, fields, counted }]. */
  #parts(words) {
    const terms = unique(words.flatMap((word) => word.terms.map(jamo)));
    const pairs = this.#settings.pairs ? unique(words.flatMap((word) => bigrams(word.text))) : [];
    const initials = unique(words.flatMap((word) => word.initials));
    const together = initials.slice(1).map((letters, i) => initials[i] + letters);
    const joined = unique([...together, ...words.flatMap((word) => word.parts)]).filter((term) => !initials.includes(term));
    const exact = (term) => [[term, 1]];
    return [
      ...terms.map((term, i) => ({ term, postings: this.#words, near: this.#near(term, i === terms.length - 1), fields: WORDS })),
      ...pairs.map((term) => ({ term, postings: this.#pairs, near: exact(term), fields: PAIRS })),
      ...initials.map((term) => ({ term, postings: this.#initials, near: this.#begun(term), fields: INITIALS })),
      ...joined.map((term) => ({ term, postings: this.#initials, near: [[term, JOINED]], fields: INITIALS, counted: false })),
    ];
  }

  #begun(letters) {
    const { vocabulary } = this.#initials;
    // What begins a word is known itself; two letters begin too much.
    if (vocabulary.has(letters) || letters.length < 3) return [[letters, 1]];
    return vocabulary.longer(letters).map((term) => [term, prefixWeight(letters, term)]);
  }

  /** The terms that a query's term stands for, with their weights: itself, longer ones, mistyped ones. */
  #near(term, last) {
    const { vocabulary } = this.#words;
    const known = vocabulary.has(term);
    const longer = last ? vocabulary.longer(term) : [];
    const most = known ? 0 : Math.min(MOST_EDITS, Math.round(term.length * FUZZY));
    const begun = new Set(longer);
    const mistyped = most ? vocabulary.within(term, most).filter(([other]) => !begun.has(other)) : [];
    return [
      ...(known ? [[term, 1]] : []),
      ...longer.map((other) => [other, prefixWeight(term, other)]),
      ...mistyped.map(([other, edits]) => [other, (WEIGHTS.fuzzy * other.length) / (other.length + edits)]),
    ];
  }
}

function matches(parts, doc) {
  const found = parts.map(({ term, postings, near, fields }) => {
    const names = Object.keys(fields);
    return { term, terms: near.map(([other]) => other).filter((other) => names.some((name) => postings.has(name, other, doc))) };
  });
  const matched = found.filter(({ terms }) => terms.length);
  return { terms: matched.flatMap(({ terms }) => terms), queryTerms: matched.map(({ term }) => term) };
}
