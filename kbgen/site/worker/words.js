/* From what a reader types to the terms of the index: the twin of kbgen/language/terms.py and of `Index.query` in
   kbgen/language/ranking.py. What is here is explained there; tests/browser/test_search_parity.py holds them together. */
import { convertHangulToQwerty, convertQwertyToHangul, disassemble } from "es-hangul";
import { stemmer } from "stemmer";

const KNOWN = 10;
const SINGLE = 12;
const UNKNOWN = 15;
const LEFT_OUT = 15;
const LONGEST = 12;
const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FIRST_SYLLABLE = 0xac00;
const SYLLABLES = 11172;
const SYLLABLES_EACH = 588; // with one initial
const MOST_LETTERS = 200; // of a query; a longer one is cut

/** The letters of a text in the order they are typed, so that a half-typed syllable begins the whole one. */
export const jamo = disassemble;

/** The first letters of a text's syllables; es-hangul's `getChoseong` takes seconds for 10,000 pages. */
export function choseong(text) {
  let letters = "";
  for (let i = 0; i < text.length; i += 1) {
    const place = text.charCodeAt(i) - FIRST_SYLLABLE;
    if (place >= 0 && place < SYLLABLES) letters += INITIALS[Math.floor(place / SYLLABLES_EACH)];
  }
  return letters;
}

const stem = (word) => (/^[a-z]+$/.test(word) ? stemmer(word) : word);

/** One way of writing for the same letters; capitals stay, for they tell keys apart. */
const folded = (text) =>
  text
    .normalize("NFC")
    .replace(/[^ㄱ-ㆎ]+/g, (part) => part.normalize("NFKC"))
    .replaceAll("’", "'")
    .replace(/(\d),(?=\d{3})/g, "$1");

/** What the keys write in Hangul, if that is syllables; es-hangul throws where a vowel that cannot stand there is typed. */
function fromKeys(keys) {
  try {
    const typed = convertQwertyToHangul(keys);
    return /^[가-힣]{2,}$/.test(typed) ? typed : "";
  } catch {
    return "";
  }
}

/** The runs of Hangul in a text. */
export const hangulRuns = (text) => folded(text).match(/[가-힣]+/g) ?? [];

/** The terms of a text that nobody has analysed: its words as they are written, with spaces between. */
export const asWritten = (text) =>
  (folded(text).toLowerCase().match(/[a-z0-9]+|[가-힣]+/g) ?? []).map(stem).join(" ");

/** The pairs of neighbouring syllables of a run of Hangul. */
export const pairsOf = (run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2));

/** The pairs of neighbouring syllables of each run of Hangul. */
export const bigrams = (text) => hangulRuns(text).flatMap(pairsOf);

/** What letters begin with, themselves included: two letters or more. */
export const beginnings = (letters) => Array.from({ length: Math.max(0, letters.length - 1) }, (_, i) => letters.slice(0, i + 2));

/** Letters of one to three neighbours, two letters or more. */
export function neighbours(letters) {
  const runs = [];
  for (let i = 0; i < letters.length; i += 1)
    for (let run = "", end = i; end < Math.min(i + 3, letters.length); end += 1) {
      run += letters[end];
      if (run.length > 1) runs.push(run);
    }
  return runs;
}

/** Reads queries in the words of one site. */
export class Reader {
  #lexicon;
  #stop;
  #synonyms;
  #known;
  #initials;

  /**
   * `lexicon`: Map of runs of syllables to their terms; `known`: { has(term) };
   * `initials`: a function to the index of first letters.
   */
  constructor({ lexicon, stop, synonyms, known, initials }) {
    this.#lexicon = lexicon;
    this.#stop = new Set(stop);
    this.#known = known;
    this.#initials = initials;
    this.#synonyms = new Map(Object.entries(synonyms));
  }

  /** Return the words of a query, each { typed, text, terms, initials, parts }: as typed, as meant, and as in the index. */
  read(query) {
    const text = this.#unified(folded(query.slice(0, MOST_LETTERS)));
    const korean = /[가-힣]/.test(text);
    return (text.match(/[a-z0-9]+(?:'[a-z]+)?|[가-힣ㄱ-ㅎㅏ-ㅣ]+/gi) ?? []).map((run) => {
      const pieces = this.#meant(run, korean);
      const bare = (piece) => /^[ㄱ-ㅎ]+$/.test(piece);
      const letters = pieces.filter(bare).map((piece) => this.#letters(piece));
      return {
        typed: run.toLowerCase(),
        text: pieces.join(" "),
        terms: pieces.filter((piece) => !bare(piece)).flatMap((piece) => this.#segment(piece, korean)),
        initials: letters.flatMap((found) => found.pieces),
        parts: letters.flatMap((found) => found.parts),
      };
    });
  }

  /** Each synonym that begins a word becomes its one form, the longest where several do. */
  #unified(text) {
    if (!this.#synonyms.size) return text;
    const longest = [...this.#synonyms.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    const words = longest.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    const pattern = new RegExp(`(^|[^a-z0-9가-힣])(${words})(?![a-z0-9])`, "gi");
    return text.replace(pattern, (_, before, word) => before + (this.#synonyms.get(word.toLowerCase()) ?? word));
  }

  /** A run of one script as it was meant: in the other layout, or without its bare letters (환불ㅠㅠ). */
  #meant(run, korean) {
    const lower = run.toLowerCase();
    if (/[ㄱ-ㅎㅏ-ㅣ]/.test(run)) {
      if (/^[ㄱ-ㅎ]+$/.test(run)) return [run];
      const keys = convertHangulToQwerty(run).toLowerCase();
      if (/^[a-z]+$/.test(keys) && this.#known.has(this.#latin(keys, false))) return [keys];
      return run.split(/[ㄱ-ㅎㅏ-ㅣ]+/).filter(Boolean);
    }
    if (!/^[a-z]+$/.test(lower) || this.#known.has(this.#latin(lower, korean))) return [lower];
    const typed = fromKeys(run);
    return typed && this.#segment(typed, true).some((term) => this.#known.has(jamo(term))) ? [typed] : [lower];
  }

  #latin(run, korean) {
    if (this.#stop.has(run) && !korean) return "";
    const [word] = run.split("'");
    return stem(word);
  }

  /** Letters that are known or begin what is; else the likeliest runs they are cut into, and all known parts. */
  #letters(letters) {
    if (letters.length < 2) return { pieces: [], parts: [] }; // so does every word in Hangul begin that is being typed
    const known = this.#initials();
    const { vocabulary } = known;
    if (vocabulary.has(letters) || (letters.length > 2 && vocabulary.begins(letters))) return { pieces: [letters], parts: [] };
    const best = Array.from({ length: letters.length + 1 }, () => ({ cost: 0, length: 0 }));
    const parts = [];
    for (let start = letters.length - 1; start >= 0; start -= 1) {
      best[start].cost = LEFT_OUT + best[start + 1].cost;
      for (let end = start + 2; end <= Math.min(letters.length, start + LONGEST); end += 1) {
        const run = letters.slice(start, end);
        if (!vocabulary.has(run)) continue;
        parts.push(run);
        const cost = known.rare(run) + best[end].cost;
        if (cost <= best[start].cost) best[start] = { cost, length: end - start };
      }
    }
    const pieces = [];
    for (let start = 0; start < letters.length; start += best[start].length || 1)
      if (best[start].length) pieces.push(letters.slice(start, start + best[start].length));
    return { pieces, parts };
  }

  #segment(run, korean) {
    return /[가-힣]/.test(run) ? this.#cut(run) : [this.#latin(run, korean)].filter(Boolean);
  }

  /** Cut a run of Hangul into pieces of the least total cost, and return the terms they stand for. */
  #cut(run) {
    const best = Array.from({ length: run.length + 1 }, () => ({ cost: [0, 0], step: [0, 0] }));
    for (let start = run.length - 1; start >= 0; start -= 1)
      for (const known of [0, 1]) this.#step(run, best, start, known);
    const whole = (piece) => (piece.length > 1 || piece === run ? piece : "");
    const pieces = [];
    let unknown = "";
    for (let start = 0; start < run.length; ) {
      const length = best[start].step[!unknown && start > 0 ? 1 : 0];
      if (length) {
        pieces.push(whole(unknown), this.#lexicon.get(run.slice(start, start + length)));
        unknown = "";
      } else unknown += run[start];
      start += length || 1;
    }
    return [...pieces, whole(unknown)].filter(Boolean);
  }

  #step(run, best, start, known) {
    const { cost, step } = best[start];
    cost[known] = UNKNOWN + best[start + 1].cost[0];
    for (let end = start + 1; end <= Math.min(run.length, start + LONGEST); end += 1) {
      const form = this.#lexicon.get(run.slice(start, end));
      if (form === undefined) continue;
      const single = end === start + 1;
      if (single && !(form ? start === 0 : known || (end === run.length && start > 1))) continue;
      const total = (single ? SINGLE : KNOWN) + best[end].cost[1];
      if (total <= cost[known]) [cost[known], step[known]] = [total, end - start];
    }
  }
}
