/* An inverted index: which documents have a term, in which field and how often. Kept in typed arrays, as a site of 10,000
   pages has a million entries and is to be ready in a second. Scores are those of BM25+ with MiniSearch's parameters. */

const K = 1.2;
const B = 0.7;
const D = 0.5;

/** The rows of one field by term: of term `n` those from starts[n] to starts[n + 1] in `docs` and `counts`. */
function column(size, termsOf) {
  const lengths = new Uint32Array(size); // different terms, by document
  const [owners, docs, counts, last, at] = [[], [], [], [], []];
  for (let doc = 0; doc < size; doc += 1)
    for (const term of termsOf(doc)) {
      if (last[term] === doc) {
        counts[at[term]] += 1;
        continue;
      }
      last[term] = doc;
      at[term] = docs.length;
      lengths[doc] += 1;
      owners.push(term);
      docs.push(doc);
      counts.push(1);
    }
  return { ...byTerm(owners, docs, counts, last.length), norms: norms(lengths, docs.length) };
}

function byTerm(owners, docs, counts, terms) {
  const starts = new Uint32Array(terms + 1);
  for (const term of owners) starts[term + 1] += 1;
  for (let term = 0; term < terms; term += 1) starts[term + 1] += starts[term];
  const next = starts.slice();
  const sorted = { starts, docs: new Uint32Array(docs.length), counts: new Uint32Array(docs.length) };
  for (let i = 0; i < docs.length; i += 1) {
    const to = next[owners[i]]++;
    sorted.docs[to] = docs[i];
    sorted.counts[to] = counts[i];
  }
  return sorted;
}

/** What BM25+ adds to a count below the line, by document. */
function norms(lengths, total) {
  const average = total / lengths.length;
  return Float64Array.from(lengths, (length) => K * (1 - B + (B * length) / average));
}

/** Terms as numbers, in the order of their first use; sorted when first looked for by beginnings or with typos. */
class Vocabulary {
  terms = [];
  #numbers = new Map();
  #sorted;

  number(term) {
    let found = this.#numbers.get(term);
    if (found === undefined) {
      found = this.terms.push(term) - 1;
      this.#numbers.set(term, found);
    }
    return found;
  }

  has = (term) => this.#numbers.has(term);
  find = (term) => this.#numbers.get(term);
  begins = (letters) => this.#order()[this.#from(letters)]?.startsWith(letters) ?? false;

  /** The terms that begin with letters and are longer. */
  longer(letters) {
    const order = this.#order();
    const found = [];
    for (let i = this.#from(letters); i < order.length && order[i].startsWith(letters); i += 1)
      if (order[i].length > letters.length) found.push(order[i]);
    return found;
  }

  /** The terms at a Levenshtein distance of at most `most`, each with its distance: [[term, distance]]. */
  within(term, most) {
    const size = term.length + 1;
    const rows = [Uint16Array.from({ length: size }, (_, i) => i)]; // by how many letters of the term before were read
    const found = [];
    let before = "";
    let open = 0; // so many letters of the term before can begin what is near
    for (const other of this.#order()) {
      let depth = 0;
      while (depth < other.length && depth < before.length && other[depth] === before[depth]) depth += 1;
      if (depth > open) continue; // it begins with what was too far already
      before = other;
      open = depth;
      let least = 0;
      while (open < other.length && least <= most) {
        rows[open + 1] ??= new Uint16Array(size);
        least = step(rows[open], rows[open + 1], term, other[open]);
        if (least <= most) open += 1;
      }
      if (least <= most && rows[open][size - 1] <= most) found.push([other, rows[open][size - 1]]);
    }
    return found;
  }

  #order() {
    this.#sorted ??= this.terms.slice().sort();
    return this.#sorted;
  }

  /** The place of the first term that is not before some letters. */
  #from(letters) {
    const order = this.#order();
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order[middle] < letters) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Fill the next row of a Levenshtein matrix, and return the least of it. */
function step(above, row, term, letter) {
  let least = (row[0] = above[0] + 1);
  for (let i = 0; i < term.length; i += 1) {
    const cost = Math.min(above[i] + (term[i] === letter ? 0 : 1), above[i + 1] + 1, row[i] + 1);
    row[i + 1] = cost;
    if (cost < least) least = cost;
  }
  return least;
}

export class Postings {
  vocabulary = new Vocabulary();
  #fields;
  #size;

  /** `fields`: from a function that numbers terms to { name: from a document's number, below `size`, to its terms' }. */
  constructor(size, fields) {
    this.#size = size;
    const columns = Object.entries(fields((term) => this.vocabulary.number(term)));
    this.#fields = new Map(columns.map(([name, termsOf]) => [name, column(size, termsOf)]));
  }

  /** Call `found(document, score)` for each that has the term in the field. */
  scores(name, term, found) {
    const { starts, docs, counts, norms } = this.#fields.get(name);
    const [from, to] = range(starts, this.vocabulary.find(term));
    const rare = this.#rare(to - from);
    for (let i = from; i < to; i += 1)
      found(docs[i], rare * (D + (counts[i] * (K + 1)) / (counts[i] + norms[docs[i]])));
  }

  /** How rare a term is in the field that has it most. */
  rare(term) {
    const columns = [...this.#fields.values()].map(({ starts }) => range(starts, this.vocabulary.find(term)));
    return this.#rare(Math.max(...columns.map(([from, to]) => to - from)));
  }

  /** Whether a document has the term in the field. */
  has(name, term, doc) {
    const { starts, docs } = this.#fields.get(name);
    let [low, high] = range(starts, this.vocabulary.find(term));
    const end = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (docs[middle] < doc) low = middle + 1;
      else high = middle;
    }
    return low < end && docs[low] === doc;
  }

  #rare(documents) {
    return Math.log(1 + (this.#size - documents + 0.5) / (documents + 0.5));
  }
}

const range = (starts, term) => (term + 1 < starts.length ? [starts[term], starts[term + 1]] : [0, 0]);
