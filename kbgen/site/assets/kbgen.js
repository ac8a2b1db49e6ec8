/* Readers' votes and searches, sent to `api/signals` of the server that serves the site. Without a server the site works
   the same; a vote that could not be sent waits in this browser and is sent with a later page view. What can be copied,
   what is over by the reader's clock, and what is printed. */
(() => {
  "use strict";

  const node = document.getElementById("kb-config");
  if (!node) return;
  const kb = JSON.parse(node.textContent);
  const base = new URL(kb.base.endsWith("/") ? kb.base : `${kb.base}/`, location.href);
  const endpoint = new URL("api/signals", base);

  const KEPT = 20; // votes that wait, at most
  const TRIES = 10; // page views after which a vote that nobody takes is forgotten
  const PAUSE = 1500; // ms without typing after which a search counts as made
  const DAY = 86400000; // ms
  const COVERED = 0.6; // share of a search's words that a page must hold to count as a result

  const key = (name) => `kbgen:${base.pathname}:${name}`;
  const read = (storage, name, fallback) => {
    try {
      return JSON.parse(storage().getItem(key(name))) ?? fallback;
    } catch {
      return fallback; // storage is blocked, or holds what is not ours
    }
  };
  const write = (storage, name, value) => {
    try {
      storage().setItem(key(name), JSON.stringify(value));
    } catch {
      /* blocked or full: the reader loses nothing */
    }
  };
  const local = () => localStorage;
  const session = () => sessionStorage;

  /* "taken", "later" (offline, busy), "absent" (no server takes signals here) or "refused" */
  async function send(signal) {
    try {
      const answer = await fetch(endpoint, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(signal),
        keepalive: true,
      });
      const absent = [404, 405, 501].includes(answer.status);
      write(session, "absent", absent);
      if (absent) return "absent";
      if (answer.ok) return "taken";
      return answer.status === 429 || answer.status >= 500 ? "later" : "refused";
    } catch {
      return "later";
    }
  }

  function keep(vote) {
    const kept = read(local, "votes", []);
    write(local, "votes", [...kept, { at: new Date().toISOString(), tries: 0, ...vote }].slice(-KEPT));
  }

  async function vote(signal) {
    const answer = await send(signal);
    if (answer === "later" || answer === "absent") keep(signal);
  }

  async function sendKept() {
    const kept = read(local, "votes", []);
    if (!kept.length) return;
    write(local, "votes", []); // taken out first: a second tab must not send them again
    while (kept.length) {
      const { tries, ...signal } = kept[0];
      const answer = await send(signal);
      if (answer === "later" || answer === "absent") break;
      kept.shift();
    }
    const left = kept.map((v) => ({ ...v, tries: v.tries + 1 })).filter((v) => v.tries < TRIES);
    if (left.length) write(local, "votes", [...left, ...read(local, "votes", [])].slice(-KEPT));
  }

  function setUpVote(section) {
    const page = section.dataset.kbVote;
    const ask = section.querySelector(".kb-vote__ask");
    const more = section.querySelector(".kb-vote__more");
    const thanks = section.querySelector(".kb-vote__thanks");
    const down = section.querySelector("[data-kb-value=down]");
    const today = new Date().toISOString().slice(0, 10);
    let open = false; // "no" was said, and the reason is being written

    const done = (text) => {
      open = false;
      ask.hidden = more.hidden = true;
      thanks.textContent = text;
    };
    const cast = (value, reason, comment) => {
      done(kb.thanks);
      thanks.focus();
      write(local, "voted", { ...read(local, "voted", {}), [page]: today });
      vote({ event: "vote", page, value, reason: reason || null, comment: comment || null });
    };
    const said = () => [more.elements.reason.value, more.elements.comment.value.trim()];

    section.hidden = false;
    if (read(local, "voted", {})[page] === today) return done(kb.again);
    section.querySelector("[data-kb-value=up]").addEventListener("click", () => cast("up"));
    down.addEventListener("click", () => {
      open = true;
      more.hidden = false;
      down.setAttribute("aria-expanded", "true");
      more.querySelector("input").focus();
    });
    more.addEventListener("submit", (event) => {
      event.preventDefault();
      cast("down", ...said());
    });
    section.querySelector("[data-kb-skip]").addEventListener("click", () => cast("down"));
    addEventListener("pagehide", () => {
      if (!open) return;
      open = false;
      const [reason, comment] = said();
      const signal = { event: "vote", page, value: "down", reason: reason || null, comment: comment || null };
      const body = new Blob([JSON.stringify(signal)], { type: "application/json" });
      if (!(navigator.onLine && navigator.sendBeacon(endpoint, body))) keep(signal);
    });
  }

  /* Material's search joins words with "or", Hangul by syllable, so nearly every search finds something. What counts
     is the results shown that hold most of the words: none of them means the help centre has no answer. */
  function resultsOf(query, list) {
    const words = [...new Set(query.toLowerCase().match(/[가-힣]|[^\s\p{P}\p{S}가-힣]+/gu))];
    const holds = (item) => {
      const marked = [...item.querySelectorAll("mark")].map((mark) => mark.textContent.toLowerCase());
      return words.filter((word) => marked.some((m) => m.startsWith(word))).length >= COVERED * words.length;
    };
    return words.length ? [...list.children].filter(holds).length : 0;
  }

  function pageOf(href) {
    const path = decodeURIComponent(new URL(href).pathname.slice(base.pathname.length));
    return `${kb.docs}/${path.replace(/index\.html$/, "").replace(/\/$|\.html$/, "") || "index"}.md`;
  }

  function setUpSearch(input, result) {
    const reported = new Set(read(session, "searches", []));
    const list = result.querySelector(".md-search-result__list");
    const meta = result.querySelector(".md-search-result__meta");
    const loading = meta.textContent; // what stands there until the index has been read
    let timer;

    const report = (clicked) => {
      clearTimeout(timer);
      if (!clicked && meta.textContent === loading) return wait();
      const query = input.value.trim().replace(/\s+/g, " ").slice(0, 200);
      if (query.length < 2 || reported.has(query) || read(session, "absent", false)) return;
      reported.add(query);
      write(session, "searches", [...reported]);
      const results = Math.max(resultsOf(query, list), clicked ? 1 : 0);
      send({ event: "search", query, results, clicked });
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(report, PAUSE, null);
    };
    input.addEventListener("input", () => {
      // Material searches on keyup alone, which pasting, speaking and some Korean keyboards do not send
      input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
      wait();
    });
    list.addEventListener(
      "click",
      (event) => {
        const link = event.target.closest("a[href]");
        if (link) report(pageOf(link.href));
      },
      true,
    );
  }

  /* The site is built ahead of time: what is over by the reader's clock goes, and what says so comes. */
  function setUpTimes() {
    const nodes = [...document.querySelectorAll("[data-kb-until], [data-kb-from]")];
    const at = (node) => Date.parse(node.dataset.kbUntil || node.dataset.kbFrom);
    const look = () => {
      const now = Date.now();
      for (const node of nodes) node.hidden = node.dataset.kbUntil ? now >= at(node) : now < at(node);
      const next = Math.min(...nodes.map(at).filter((time) => time > now));
      if (next < now + DAY) setTimeout(look, next - now);
    };
    look();
    document.addEventListener("visibilitychange", look); // a tab may sleep through it
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea"); // without https there is no clipboard
      area.value = text;
      area.readOnly = true;
      area.className = "kb-copies__text";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  function setUpCopies(box) {
    const said = box.querySelector("[role=status]");
    const agent = new URLSearchParams(location.search).has("agent") || read(session, "agent", false);
    if (agent) write(session, "agent", true); // it stays while they look around in this tab
    const canonical = document.querySelector("link[rel=canonical]");
    const url = canonical ? canonical.href : location.href.replace(/[?#].*/, "");
    const answer = document.querySelector(".kb-lead") || document.querySelector("h1");
    box.hidden = false;
    for (const button of box.querySelectorAll("[data-kb-copy]")) {
      const reply = button.dataset.kbReply;
      button.hidden = Boolean(reply) && !agent;
      const words = { answer: answer.innerText.replace("¶", "").trim(), url };
      const text = reply ? reply.replace(/\{(answer|url)\}/g, (_, name) => words[name]) : url;
      button.addEventListener("click", async () => {
        const done = await copy(text);
        button.focus();
        said.textContent = done ? box.dataset.kbCopied : box.dataset.kbFailed;
      });
    }
  }

  addEventListener("beforeprint", () => {
    for (const link of document.querySelectorAll(".md-content a[href]"))
      if (!/^(mailto:|tel:|#)/.test(link.getAttribute("href"))) link.dataset.kbPrint = decodeURI(link.href);
  });

  const input = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector("[data-md-component=search-result]");
  const section = document.querySelector("[data-kb-vote]");
  for (const button of document.querySelectorAll("[data-kb-search]"))
    button.addEventListener("click", () => input && input.focus());
  if (input && result) setUpSearch(input, result);
  const dialog = input && input.closest("[role=dialog]");
  if (dialog && !dialog.ariaLabel) dialog.ariaLabel = input.ariaLabel; // Material gives it no name
  for (const box of document.querySelectorAll(".kb-copies")) setUpCopies(box);
  setUpTimes();
  sendKept();
  if (section) setUpVote(section);
})();
