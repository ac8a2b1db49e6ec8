/* Sections found, as Material shows them. It inserts `title` and `text` as HTML: everything here is plain text, escaped
   again, with marks of our own. */
import { jamo } from "./words.js";

const MOST = 30; // pages shown
const FAINT = 0.1; // share of the best score below which a page has only a word in common
const AROUND = 60; // letters shown before the first mark of a teaser …
const SHOWN = 200; // … and in all
const COVERED = 0.6; // share of what was typed that a page must hold to be an answer; kbgen.js counts alike

const ENTITIES = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
const SIGNS = { "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "&": "&amp;" };
const escape = (text) => text.replace(/[<>"'&]/g, (sign) => SIGNS[sign]);

/** The text of HTML as Material's search plugin writes it: a few tags, and text that is escaped. */
export const plain = (html) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => ENTITIES[name])
    .replace(/\s+/g, " ")
    .trim();

/** What is shown of a section, and the customers' own words, which are searched and never shown. */
export function parts(html) {
  const hidden = /<p hidden>(.*?)<\/p>/gs;
  const said = [...html.matchAll(hidden)].map((match) => plain(match[1]));
  return { shown: plain(html.replace(hidden, " ")), said: said.join(" ") };
}

/* Longest first, so that 배송지 is marked and not its 배송 alone. */
function pattern(words) {
  const sorted = [...new Set(words)].filter(Boolean).sort((a, b) => b.length - a.length);
  const quoted = sorted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return quoted.length ? new RegExp(quoted.join("|"), "gi") : null;
}

function mark(text, found) {
  if (!found) return escape(text);
  let done = "";
  let at = 0;
  for (const match of text.matchAll(found)) {
    done += `${escape(text.slice(at, match.index))}<mark>${escape(match[0])}</mark>`;
    at = match.index + match[0].length;
  }
  return done + escape(text.slice(at));
}

function teaser(text, found) {
  if (!text) return "";
  const first = found ? Math.max(0, text.search(found)) : 0;
  const start = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 || first : 0;
  const cut = text.slice(start, start + SHOWN);
  return `<p>${start ? "… " : ""}${mark(cut, found)}${start + SHOWN < text.length ? " …" : ""}</p>`;
}

/* Syllables and runs of other letters: the units in which kbgen.js counts how much of a search a page holds. */
const units = (text) => text.toLowerCase().match(/[가-힣]|[^가-힣]+/g) ?? [];

/** The units of the query that a page holds: in its text, or by a word that was mistyped, inflected or has synonyms. */
function held(words, hits, text) {
  const matched = new Set(hits.flatMap((hit) => hit.queryTerms));
  return words.flatMap((word) => {
    if (text.includes(word.text) || word.initials.some((terms) => matched.has(terms))) return units(word.typed);
    const found = word.terms.filter((term) => matched.has(jamo(term)));
    if (!found.length) return [];
    return found.length === word.terms.length ? units(word.typed) : found.flatMap(units);
  });
}

/** The words to mark: as typed, as read, and those of the index that they matched (`spelling`: from letters to the word). */
function marks(words, hit, spelling) {
  const typed = words.flatMap((word) => [word.typed, word.text, ...word.terms]);
  const matched = hit ? hit.terms.map(spelling) : [];
  return pattern([...typed, ...matched].filter((word) => word && (word.length > 1 || words.length === 1)));
}

function render({ section, hit }, words, context, proof = []) {
  const found = marks(words, hit, context.spelling);
  const badge = section.ended ? `<span class="kb-badge kb-badge--ended">${escape(section.ended)}</span> ` : "";
  const held = proof.map((unit) => `<mark>${escape(unit)}</mark>`).join("");
  return {
    location: section.location,
    title: `${badge}${mark(section.title, found)}${held && `<span hidden>${held}</span>`}`,
    text: teaser(section.text, found),
    ...(section.tags && { tags: section.tags.map(escape) }),
    score: hit?.score ?? 0,
    terms: hit ? Object.fromEntries(words.map((word) => [word.typed, true])) : {},
  };
}

/** The numbers of the pages' best sections, best first; those that tie in their order. */
function bestOf(pages, scores) {
  const best = pages.map((sections) => sections.reduce((most, id) => (scores[id] > scores[most] ? id : most)));
  const sorted = Float64Array.from(best, (id) => scores[id]).sort();
  const least = Math.max(FAINT * (sorted.at(-1) ?? 0), sorted.at(-MOST) ?? 0);
  const near = best.filter((id) => scores[id] > 0 && scores[id] >= least);
  return near.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, MOST);
}

/** Sections found by page, best first; promotions that are over come last. */
function groups({ scores, matches }, { sections, pages }) {
  const found = bestOf([...pages.values()], scores).map((best) => {
    const ids = pages.get(sections[best].page).filter((id) => scores[id] > 0);
    const sorted = ids.sort((a, b) => scores[b] - scores[a] || a - b);
    return sorted.map((id) => ({ section: sections[id], hit: { score: scores[id], ...matches(id) } }));
  });
  return [...found.filter(([{ section }]) => !section.ended), ...found.filter(([{ section }]) => section.ended)];
}

/**
 * The result as Material takes it: { items }, an item being a page and its sections, with `answered`: whether
 * a page holds most of what was typed. `found`: of `Ranking.search`; `context`: { sections, pages, spelling }, `pages`
 * by page the numbers of its sections, and `spelling` a function from a term's letters to the word.
 */
export function results(found, context) {
  const { words } = found;
  const total = new Set(words.flatMap((word) => units(word.typed))).size;
  let answered = false;
  const items = groups(found, context).map((group) => {
    const article = context.sections[context.pages.get(group[0].section.page)[0]];
    const text = group.map(({ section }) => `${section.title} ${section.text} ${section.said}`).join(" ").toLowerCase();
    const proof = [...new Set(held(words, group.map(({ hit }) => hit), text))];
    answered ||= total > 0 && proof.length >= COVERED * total;
    const whole = group.some(({ section }) => section === article) ? group : [...group, { section: article }];
    return whole.map((found) => render(found, words, context, found.section === article ? proof : []));
  });
  return { items, answered: answered || !words.length };
}
