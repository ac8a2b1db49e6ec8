/* The search worker of a kbgen site: answers Material for MkDocs in its own protocol, in place of its lunr worker.
   Runs as a worker, and for file:// inside Material's iframe shim, which knows no modules. */
import { Ranking } from "./ranking.js";
import { parts, plain, results } from "./results.js";
import { asWritten } from "./words.js";

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;
const PAUSE = 400; // ms after a query in which nobody types

const list = (terms) => (terms ? terms.split(" ") : []);

/** A section of a page; its text is read when it is asked for, as of 10,000 pages a search shows 30. */
class Section {
  #doc;
  #parts;
  #terms;

  constructor(doc) {
    this.#doc = doc;
    this.location = doc.location;
    this.page = doc.location.split("#")[0];
    [this.tags, this.ended, this.helped] = [doc.tags, doc.ended, doc.helped];
  }

  get title() {
    return plain(this.#doc.title ?? "");
  }

  get text() {
    return this.#read().shown;
  }

  get said() {
    return this.#read().said;
  }

  get terms() {
    // Material's `offline` plugin may have copied the index before kbgen added to it.
    const [title, queries, text] = this.#doc.terms ?? [this.title, this.said, this.text].map(asWritten);
    this.#terms ??= { title: list(title), queries: queries.split("|").map(list), text: list(text) };
    return this.#terms;
  }

  #read() {
    this.#parts ??= parts(this.#doc.text ?? "");
    return this.#parts;
  }
}

/** Make the search of Material's index. Returns a function from a query to Material's result. */
export function search({ config, docs }) {
  const { kbgen: settings = {} } = config;
  const sections = docs.map((doc) => new Section(doc));
  const pages = new Map();
  for (const [id, { page }] of sections.entries())
    if (pages.has(page)) pages.get(page).push(id);
    else pages.set(page, [id]);
  const ranking = new Ranking(sections, settings);
  const context = { sections, pages, spelling: ranking.spelling };
  let pause;
  return (query) => {
    clearTimeout(pause);
    pause = setTimeout(() => ranking.prepare(), PAUSE);
    const { items, answered } = results(ranking.search(query), context);
    return { items, ...(settings.help && !answered && { help: settings.help }) };
  };
}

let answer = () => ({ items: [] });

/* As Material's worker does: a query that fails must not stop the search. */
function safely(query) {
  try {
    return answer(query);
  } catch (error) {
    console.warn(error);
    return { items: [] };
  }
}

/** Answer a message of Material's. */
export function handle({ type, data }) {
  if (type === SETUP) {
    answer = search(data);
    return { type: READY };
  }
  if (type === QUERY) return { type: RESULT, data: safely(data) };
  throw new TypeError("Invalid message type");
}

addEventListener("message", (event) => postMessage(handle(event.data)));
