// SPDX-License-Identifier: GPL-2.0-or-later
// Results below any <form data-library-search>; without this script the form works as it is.
(() => {
const css = `.stepwell{position:relative}
.stepwell-results{position:absolute;z-index:99;inset-inline:0;top:100%;max-height:70vh;
overflow:auto;padding:.5rem 1rem;background:Canvas;color:CanvasText;border:1px solid GrayText;
border-radius:.5rem;box-shadow:0 4px 24px #0003;overflow-wrap:anywhere}
.stepwell-results[hidden]{display:none}
.stepwell-results *{list-style:none;margin:0;padding:0}
.stepwell-results li{padding:.4rem 0}
.stepwell-results a:has(+p){font-weight:600}
.stepwell>[role=status]{position:absolute;width:1px;height:1px;clip-path:inset(50%)}`;
const keys = { ArrowDown: 1, ArrowUp: -1 };
const make = (parent, tag, text, lang) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (lang !== undefined) Object.assign(element, { dir: "auto", lang });
  return parent.appendChild(element);
};

const link = (parent, text, url, lang) => {
  const element = make(parent, "a", text, lang);
  if (/^https?:/i.test(url)) element.href = url;
  return element;
};

const equip = form => {
  const input = form.querySelector("input[name=q]");
  if (!input || form.classList.contains("stepwell")) return;
  form.classList.add("stepwell");
  input.autocomplete = "off";
  if (form.dataset.ui)
    Object.assign(make(form, "input"), { type: "hidden", name: "ui", value: form.dataset.ui });
  const status = make(form, "span");
  status.role = "status";
  const panel = make(form, "div");
  panel.className = "stepwell-results";
  panel.hidden = true;
  panel.tabIndex = -1;
  const list = make(panel, "ul");
  let timer, going;

  const address = more => {
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form));
    for (const name in more) url.searchParams.set(name, more[name]);
    return url.href;
  };

  const close = () => {
    clearTimeout(timer);
    going?.abort();
    panel.hidden = true;
  };

  const ask = async format => {
    const answer = await fetch(address({ format, n: 5 }), {
      credentials: "omit", referrerPolicy: "no-referrer", signal: going.signal });
    if (!answer.ok) throw answer.status;
    return answer.json();
  };

  const passage = (item, found) => {
    const line = make(item, "p", "", found.lang || "");
    if (found.locator) link(line, found.place, found.url).append(": ");
    for (const [text, match] of found.snippet)
      match ? make(line, "mark", text) : line.append(text);
  };

  const show = (data, words) => {
    list.replaceChildren();
    status.lang = panel.lang = data.ui;
    status.textContent = data.label;
    const typed = input.value.toLowerCase();
    const rest = words.filter(text => text.toLowerCase() !== typed);
    const first = rest[0] && make(list, "li");
    rest.slice(0, 3).forEach((text, index) => {
      if (index) first.append(" · ");
      link(first, text, address({ q: text }), "");
    });
    for (const result of data.results) {
      const item = make(list, "li");
      link(item, result.title, result.url || address({ in: result.id, q: "" }),
        result.lang || "");
      result.passages.slice(0, 1).forEach(found => passage(item, found));
    }
    link(make(list, "li"), data.label, address());
    panel.hidden = false;
  };

  const search = async () => {
    const mine = going = new AbortController();
    try {
      const [data, words] = await Promise.all([ask("json"), ask("suggest").catch(() => [])]);
      if (!mine.signal.aborted) show(data, words[1] || []);
    } catch {
      if (mine === going) panel.hidden = true;
    }
  };

  input.addEventListener("input", () => {
    close();
    if (input.value.trim().length > 2) timer = setTimeout(search, 150);
  });
  form.addEventListener("keydown", event => {
    if (panel.hidden) return;
    if (event.key === "Escape") {
      close();
      input.focus();
    } else if (keys[event.key]) {
      const stops = [input, ...list.querySelectorAll("a[href]")];
      const at = stops.indexOf(document.activeElement) + keys[event.key];
      (stops[at] || input).focus();
    } else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", event => {
    if (!form.contains(event.relatedTarget)) close();
  });
  form.addEventListener("submit", close);
};

const start = () => {
  document.querySelectorAll("form[data-library-search]").forEach(equip);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
};
document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
})();
