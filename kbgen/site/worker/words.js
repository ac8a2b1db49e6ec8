/* From what a reader types to the terms of the index: the twin of kbgen/language/terms.py and of `Index.query` in
   kbgen/language/ranking.py. What is here is explained there; tests/browser/test_search_parity.py holds them together. */
import { convertHangulToQwerty, convertQwertyToHangul, disassemble, getChoseong } from "es-hangul";
import { stemmer } from "stemmer";

const KNOWN = 10;
const SINGLE = 12;
const UNKNOWN = 15;
const LONGEST = 12;
const MOST_LETTERS = 200; // of a query; a longer one is cut

/** The letters of a text in the order they are typed, so that a half-typed syllable begins the whole one. */
export const jamo = disassemble;

const choseong = (text) => getChoseong(text).replace(/\s/g, "");
const hangulRuns = (text) => text.match(/[가-힣]+/g) ?? [];

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

/** The pairs of neighbouring syllables of each run of Hangul. */
export const bigrams = (text) =>
  hangulRuns(folded(text)).flatMap((run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)));

/** First letters, two or more, of one to three neighbouring terms, and of each word as it is written. */
export function firstLetters(text, terms) {
  const first = terms.map(choseong);
  const runs = first.flatMap((_, i) => [1, 2, 3].filter((n) => i + n <= first.length).map((n) => first.slice(i, i + n).join("")));
  return [...runs, ...hangulRuns(folded(text)).map(choseong)].filter((run) => run.length > 1);
}

/** Reads queries in the words of one site. */
export class Reader {
  #lexicon;
  #stop;
  #synonyms;
  #known;
  #initials;

  /** `lexicon`: Map of runs of syllables to their terms; `known` and `initials`: { has(term), begins(letters) }. */
  constructor({ lexicon, stop, synonyms, known, initials }) {
    this.#lexicon = lexicon;
    this.#stop = new Set(stop);
    this.#known = known;
    this.#initials = initials;
    this.#synonyms = new Map(Object.entries(synonyms));
  }

  /** Return the words of a query, each { typed, text, terms, initials }: as typed, as meant, and as in the index. */
  read(query) {
    const text = this.#unified(folded(query.slice(0, MOST_LETTERS)));
    const korean = /[가-힣]/.test(text);
    return (text.match(/[a-z0-9]+(?:'[a-z]+)?|[가-힣ㄱ-ㅎㅏ-ㅣ]+/gi) ?? []).map((run) => {
      const pieces = this.#meant(run, korean);
      const bare = (piece) => /^[ㄱ-ㅎ]+$/.test(piece);
      return {
        typed: run.toLowerCase(),
        text: pieces.join(" "),
        terms: pieces.filter((piece) => !bare(piece)).flatMap((piece) => this.#segment(piece, korean)),
        initials: pieces.filter(bare).flatMap((piece) => this.#letters(piece)),
      };
    });
  }

  /** Each synonym that begins a word becomes its one form, the longest where several do. */
  #unified(text) {
    if (!this.#synonyms.size) return text;
    const longest = [...this.#synonyms.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    const words = longest.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    const pattern = new RegExp(`(^|[^a-z0-9가-힣])(${words})(?![a-z0-9])`, "gi");
    return text.replace(pattern, (_, before, word) => before + this.#synonyms.get(word.toLowerCase()));
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
    return /^[a-z]+$/.test(word) ? stemmer(word) : word;
  }

  #letters(letters) {
    if (this.#initials.has(letters) || (letters.length > 2 && this.#initials.begins(letters))) return [letters];
    const parts = Array.from({ length: Math.max(0, letters.length - 2) }, (_, i) => i);
    const head = parts.map((i) => letters.slice(0, letters.length - 1 - i)).find((part) => this.#initials.has(part));
    const tail = parts.map((i) => letters.slice(i + 1)).find((part) => this.#initials.has(part));
    return [head, tail].filter(Boolean);
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
