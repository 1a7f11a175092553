"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const isWeb = (address) => /^https?:\/\/[^\s/?#]/i.test(address);

  // Copy buttons exist only where a script can make them work.
  const copyText = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { value: text, className: "vh" });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (!done) throw new Error("the browser refused to copy");
    }
  };
  for (const holder of $$("[data-copy]")) {
    const button = make("button", { type: "button", className: "copier", textContent: "Copy" });
    button.setAttribute("aria-label", holder.dataset.what || "Copy the new address");
    const status = make("span", { className: "vh" });
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      let word = "Copied";
      try {
        await copyText(holder.dataset.copy || $("a", holder).getAttribute("href"));
      } catch {
        word = "Not copied";
      }
      button.textContent = status.textContent = word;
      button.focus();
      setTimeout(() => {
        button.textContent = "Copy";
        status.textContent = "";
      }, 2000);
    });
    holder.after(" ", button, status);
  }

  // Filters: text, guide and kinds; they stand in the address's hash, so that a view can be shared.
  const form = $("form.filter");
  const rows = $$(".row").map((node) => ({
    node,
    kind: node.dataset.k,
    guides: node.dataset.g.split(" "),
  }));
  const boxes = form ? $$("[name=kind]", form) : [];
  const apply = () => {
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const guide = form.guide ? form.guide.value : "";
    const hidden = boxes.filter((box) => !box.checked).map((box) => box.value);
    let shown = 0;
    for (const row of rows) {
      if (words.length && row.text === undefined) {
        const group = row.node.closest("[data-group]");
        row.text = `${$("h3", group).textContent} ${row.node.textContent}`.toLowerCase();
      }
      const match =
        !hidden.includes(row.kind) &&
        (!guide || row.guides.includes(guide)) &&
        words.every((word) => row.text.includes(word));
      row.node.hidden = !match;
      shown += match;
    }
    for (const part of [...$$("[data-group]"), ...$$("[data-section]")]) {
      part.hidden = !$(".row:not([hidden])", part);
    }
    if (words.length) {
      for (const fold of $$("[data-section]:not([hidden]) > details.fold")) fold.open = true;
    }
    $(".empty").hidden = shown > 0;
    $(".shown", form).textContent =
      shown === rows.length ? "" : `${shown} of ${rows.length} ${rows.length === 1 ? "entry" : "entries"} shown`;
    return { q: form.q.value.trim(), guide, hide: hidden.join(",") };
  };
  const remember = (state) => {
    const kept = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
    history.replaceState(null, "", kept.size ? `#${kept}` : location.pathname + location.search);
  };
  const recall = () => {
    const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    form.q.value = asked.get("q") || "";
    if (form.guide) {
      form.guide.value = asked.get("guide") || "";
      if (form.guide.selectedIndex < 0) form.guide.value = "";
    }
    const hidden = (asked.get("hide") || "").split(",");
    for (const box of boxes) box.checked = !hidden.includes(box.value);
    apply();
  };
  if (form) {
    form.hidden = false;
    form.addEventListener("input", () => remember(apply()));
    form.addEventListener("submit", (event) => event.preventDefault());
    $("[data-reset]").addEventListener("click", () => {
      form.reset();
      remember(apply());
      form.q.focus();
    });
    addEventListener("hashchange", () => location.hash.includes("=") && recall());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.matches("input, select, textarea")) return;
      event.preventDefault();
      form.q.focus();
    });
    if (location.hash.includes("=")) recall();
  }

  // A link to a folded section opens it.
  const unfold = () => {
    if (location.hash.length < 2 || location.hash.includes("=")) return;
    const target = document.getElementById(location.hash.slice(1));
    const fold = target && $(":scope > details.fold", target);
    if (fold) fold.open = true;
  };
  addEventListener("hashchange", unfold);

  // Tables of what is only counted: drawn when opened, a hundred lines at a time.
  const STEP = 100;
  const draw = (fold) => {
    const data = JSON.parse(document.getElementById(fold.dataset.table).textContent);
    const title = $("h2", fold).firstChild.nextSibling.textContent.trim();
    const total = data.rest.length;
    const address = (row) => data.sites[data.site[row]] + data.rest[row];
    const home = (row) => data.homes[data.home[row]];
    const place = (row) => `${home(row)[1]}:${data.line[row]}`;
    const state = (row) => data.whys[data.why[row]][0];
    const guide = (row) => home(row)[0];
    const text = (row) =>
      [data.label[row], address(row), place(row), guide(row), ...data.whys[data.why[row]]].join(" ").toLowerCase();
    const line = (row) => {
      const href = address(row);
      const link = isWeb(href)
        ? make("a", { href, rel: "noreferrer noopener", dir: "ltr", textContent: href })
        : make("span", { dir: "ltr", textContent: href });
      const more = data.more[row] ? ` and ${data.more[row]} more` : "";
      const label = make("th", { scope: "row" }, make("bdi", { textContent: data.label[row] }), make("br"), link);
      const where = make("td", {}, make("bdi", { textContent: guide(row) }), make("br"));
      where.append(make("code", { dir: "ltr", textContent: place(row) }), more);
      return make("tr", {}, label, make("td", {}, state(row), ...why(row)), where);
    };
    const why = (row) =>
      state(row) === "fine" ? [] : [make("br"), make("small", { textContent: data.whys[data.why[row]][1] })];
    const find = make("input", { type: "search", autocomplete: "off" });
    const status = make("p", { className: "shown" });
    status.setAttribute("role", "status");
    const body = make("tbody");
    const heads = ["Link", "State", "Where"].map((word) => make("th", { scope: "col", textContent: word }));
    const caption = make("caption", { className: "vh", textContent: title });
    const table = make("table", {}, caption, make("thead", {}, make("tr", {}, ...heads)), body);
    const more = make("button", { type: "button" });
    let found = [];
    const grow = () => {
      const from = body.rows.length;
      body.append(...found.slice(from, from + STEP).map(line));
      const left = found.length - body.rows.length;
      more.hidden = !left;
      more.textContent = `Show ${Math.min(STEP, left)} more`;
      status.textContent = `${body.rows.length.toLocaleString("en")} of ${found.length.toLocaleString("en")} shown`;
      return from;
    };
    const search = () => {
      const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
      found = [];
      for (let row = 0; row < total; row += 1) {
        if (!words.length || words.every((word) => text(row).includes(word))) found.push(row);
      }
      body.replaceChildren();
      grow();
    };
    find.addEventListener("input", search);
    more.addEventListener("click", () => {
      const from = grow();
      const next = body.rows[from] && $("a", body.rows[from]);
      if (more.hidden && next) next.focus();
    });
    const label = make("label", { className: "find" }, make("span", { textContent: "Find in this list" }), find);
    const holder = make("div", { className: "table" }, label, status, table, more);
    fold.append(holder);
    search();
  };
  for (const fold of $$("[data-table]")) {
    fold.addEventListener("toggle", () => fold.open && !$(".table", fold) && draw(fold));
  }
  unfold();

  // On paper everything a reader may need is open; the long tables stay as they are.
  addEventListener("beforeprint", () => {
    for (const fold of $$("details:not([data-table])")) fold.open = true;
  });
})();
