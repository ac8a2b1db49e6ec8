/* The index of the site and the order of its sections, by MiniSearch: the twin of kbgen/language/ranking.py, where
   fields and numbers are explained. */
import MiniSearch from "minisearch";
import { bigrams, firstLetters, jamo, Reader } from "./words.js";

const WORDS = { title: 2, queries: 2, text: 0.5 };
const PAIRS = { pairs: 0.5 };
const INITIALS = { initials: 1 };
const FUZZY = 0.2;
const WEIGHTS = { fuzzy: 0.5, prefix: 0.3 };
const HELPED = 0.1; // what readers' votes move at most: they are few, and say little about other questions

const among = (weights) => ({ fields: Object.keys(weights), boost: weights });
const unique = (terms) => [...new Set(terms)];

/** Terms that are in the index, and what begins them. */
function vocabulary(terms) {
  const all = new Set(terms);
  const starts = new Set([...all].flatMap((term) => Array.from(term, (_, i) => term.slice(0, i + 1))));
  return { has: (term) => all.has(term), begins: (letters) => starts.has(letters) };
}

export class Ranking {
  #index;
  #reader;
  #known;
  #helped;
  #pairs;

  /**
   * `sections`: [{ title, text, said, terms: { title, queries, text }, helped }]: the terms of `queries` by query, and
   * `helped` -1 … 1. `settings`: what kbgen wrote into the index's configuration.
   */
  constructor(sections, { pairs = true, synonyms = {}, lexicon = {}, stop = [] }) {
    this.#pairs = pairs;
    const rows = sections.map((section, id) => this.#document(section, id));
    this.#known = vocabulary(rows.flatMap((row) => Object.keys(WORDS).flatMap((field) => row[field])));
    const runs = new Map(Object.entries(lexicon));
    for (const { terms } of sections)
      for (const term of [terms.title, ...terms.queries, terms.text].flat())
        if (/^[가-힣]+$/.test(term) && !runs.has(term)) runs.set(term, term);
    const initials = vocabulary(rows.flatMap((row) => row.initials));
    this.#reader = new Reader({ lexicon: runs, stop, synonyms, known: this.#known, initials });
    this.#helped = sections.map(({ helped = 0 }) => 1 + HELPED * Math.max(-1, Math.min(1, helped)));
    this.#index = new MiniSearch({
      fields: [WORDS, INITIALS, ...(pairs ? [PAIRS] : [])].flatMap(Object.keys),
      extractField: (row, field) => row[field],
      stringifyField: (terms) => terms, // they are lists already
      tokenize: (terms) => terms,
      processTerm: (term) => term,
    });
    this.#index.addAll(rows);
  }

  #document({ title, text, said, terms }, id) {
    const letters = (found) => found.map(jamo);
    return {
      id,
      title: letters(terms.title),
      queries: letters(terms.queries.flat()),
      text: letters(terms.text),
      initials: [
        ...firstLetters(title, terms.title),
        ...terms.queries.flatMap((found) => firstLetters("", found)),
        ...firstLetters(said, []),
      ],
      ...(this.#pairs && { pairs: [title, said, text].flatMap(bigrams) }),
    };
  }

  /** Search. Returns { words, hits }: the query's words, and [{ id, score, terms, queryTerms }], best first. */
  search(query) {
    const words = this.#reader.read(query);
    const terms = unique(words.flatMap((word) => word.terms.map(jamo)));
    const pairs = this.#pairs ? unique(words.flatMap((word) => bigrams(word.text))) : [];
    const queries = [
      ...terms.map((term, i) => this.#byTerm(term, i === terms.length - 1)),
      ...pairs.map((pair) => ({ ...among(PAIRS), queries: [pair] })),
      ...unique(words.flatMap((word) => word.initials)).map((letters) => ({
        ...among(INITIALS),
        queries: [letters],
        prefix: letters.length > 2,
        weights: WEIGHTS,
      })),
    ];
    const options = { combineWith: "OR", queries, boostDocument: (id) => this.#helped[id] };
    return { words, hits: this.#index.search({ ...options, tokenize: (term) => [term] }) };
  }

  #byTerm(term, last) {
    const fuzzy = this.#known.has(term) ? false : FUZZY;
    return { ...among(WORDS), queries: [term], fuzzy, prefix: last, weights: WEIGHTS };
  }
}
