/* Below the results: what to do when no page answers. The worker says so with `help` beside its results, which Material
   passes on in `component$`. */
const element = (name, className, text) =>
  Object.assign(document.createElement(name), { className, textContent: text });

function show(result, help) {
  result.parentElement.querySelector(".kb-search-help")?.remove();
  if (!help) return;
  const box = element("div", "kb-search-help md-search-result__meta", help.text);
  box.setAttribute("role", "status");
  for (const { href, label } of help.contact) {
    const link = element("a", "kb-search-help__link", label);
    link.href = href; // made by kbgen: http(s), mailto or tel
    link.rel = "noopener";
    box.append(" ", link);
  }
  result.after(box);
}

window.component$?.subscribe(({ ref, items, help }) => {
  if (items && ref.dataset.mdComponent === "search-result") show(ref, help);
});
