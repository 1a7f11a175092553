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
  const say = JSON.parse($("#words").textContent);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const write = (number) => number.toLocaleString(say.language);
  // Letters alone count in a search: "weiss" need not find "Weiß", but "jurgen" finds "Jürgen".
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

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
    const what = holder.dataset.what || "address";
    const word = what === "line" ? say.copy_button_line : say.copy_copy;
    const button = make("button", { type: "button", className: `copier copies-${what}`, textContent: word });
    button.dataset.word = word;
    button.dataset.name = say[`copy_${what}`];
    button.setAttribute("aria-label", button.dataset.name);
    holder.after(" ", button);
  }
  const told = make("p", { className: "vh" });
  told.setAttribute("role", "status");
  document.body.append(told);
  const copy = async (button, back = button) => {
    const holder = button.previousElementSibling;
    let word = say.copy_copied;
    try {
      await copyText(holder.dataset.copy || $("a", holder)?.getAttribute("href") || $("code", holder.parentNode).textContent);
    } catch {
      word = say.copy_failed;
    }
    // For two seconds the button is called what it shows, so that voice control finds it under that name.
    button.removeAttribute("aria-label");
    button.textContent = told.textContent = word;
    back.focus();
    setTimeout(() => {
      button.textContent = button.dataset.word;
      button.setAttribute("aria-label", button.dataset.name);
      told.textContent = "";
    }, 2000);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copier");
    if (button) copy(button);
  });

  // What a filter is made of: words, and terms such as state:broken, -host:nato.int or owner:"Ada Okafor".
  const FIELDS = "state|owner|guide|host|rule";
  const parse = (text) => {
    const terms = { words: [], fields: [] };
    const pattern = new RegExp(`(-?)(?:(${FIELDS}):(?:"([^"]*)"?|(\\S*))|"([^"]*)"?|(\\S+))`, "gi");
    for (const [, minus, field, quoted, bare, phrase, word] of text.matchAll(pattern)) {
      const not = minus === "-";
      if (field) {
        const values = quoted === undefined ? bare.split(",") : [quoted];
        const given = values.map(plain).filter(Boolean);
        if (given.length) terms.fields.push({ field: field.toLowerCase(), values: given, not });
      } else {
        const found = plain(phrase ?? word);
        if (found) terms.words.push({ word: found, not });
      }
    }
    terms.some = terms.words.length + terms.fields.length > 0;
    return terms;
  };
  const slug = (text) => plain(text).replace(/\s+/g, "-");
  const fits = {
    state: (entry, value) => entry.states.some((one) => slug(one).startsWith(slug(value))),
    owner: (entry, value) => entry.owners.some((one) => plain(one).includes(value)),
    guide: (entry, value) => entry.guides.some((one) => plain(one).includes(value)),
    host: (entry, value) => entry.hosts.some((one) => one.startsWith(value) || `.${one}`.endsWith(`.${value}`)),
    rule: (entry, value) => entry.rules.some((one) => plain(one).startsWith(value)),
  };
  const matches = (entry, terms) => {
    const asked = {};
    for (const { field, values, not } of terms.fields) {
      const found = values.some((value) => fits[field](entry, value));
      if (not && found) return false;
      if (!not) asked[field] = asked[field] || found;
    }
    return (
      Object.values(asked).every(Boolean) && terms.words.every(({ word, not }) => entry.text.includes(word) !== not)
    );
  };

  // Rows: what is in their HTML is read when it is first asked for.
  const guidesOf = (node) => (node.dataset.g ? node.dataset.g.split(" ").map((number) => say.guides[number]) : []);
  class Row {
    constructor(node, index) {
      Object.assign(this, { node, index, home: node.parentNode, copies: [], kind: node.dataset.k });
      this.hosts = node.dataset.h ? [node.dataset.h] : [];
    }
    once(name, value) {
      Object.defineProperty(this, name, { value });
      return value;
    }
    get states() {
      const topic = this.home.closest("[data-section]").id;
      return this.once("states", [this.kind, topic, ...$$(".what .word", this.node).map((word) => word.textContent)]);
    }
    get owners() {
      return this.once("owners", [...new Set(guidesOf(this.node).map(({ owner }) => owner).filter(Boolean))]);
    }
    get titles() {
      return this.once("titles", guidesOf(this.node).map(({ title }) => title));
    }
    get guides() {
      return this.once("guides", guidesOf(this.node).flatMap(({ title, id }) => [title, id]));
    }
    get rules() {
      return this.once("rules", $$("a.code", this.node).flatMap((code) => [code.textContent, code.title]));
    }
    get text() {
      const words = [...this.guides, ...this.owners, this.node.textContent];
      return this.once("text", plain(words.join(" ")));
    }
    get label() {
      return this.once("label", $(".what b", this.node).textContent);
    }
  }
  // A row stands for one link, or for as many findings as it says.
  const weigh = (nodes) => nodes.reduce((sum, { dataset }) => sum + Number(dataset.w || 1), 0);
  const part = (shown, total) => fill(say.filter_part, { shown: write(shown), total: write(total) });
  const main = $("main");
  const form = $("form.filter");
  const rows = $$(".row", main).map((node, index) => new Row(node, index));
  const ORDERS = {
    report: (a, b) => a.index - b.index,
    oldest: (a, b) => (a.node.dataset.b || "9").localeCompare(b.node.dataset.b || "9") || a.index - b.index,
    places: (a, b) => b.node.dataset.c - a.node.dataset.c || a.index - b.index,
    label: (a, b) => a.label.localeCompare(b.label, say.language) || a.index - b.index,
  };
  const KEYS_OF = {
    owner: (row) => (row.owners.length ? row.owners : [say.filter_all_owner]),
    guide: (row) => (row.titles.length ? row.titles : [say.group_outside]),
    host: (row) => (row.hosts.length ? row.hosts : [say.filter_no_host]),
    rule: (row) => {
      const codes = $$("a.code", row.node).map(({ textContent, title }) => `${textContent} ${title.replaceAll("-", " ")}`);
      return codes.length ? codes : [say.filter_no_rule];
    },
  };
  let arranged = "topic report";
  const arrange = (group, sort) => {
    if (arranged === `${group} ${sort}`) return;
    arranged = `${group} ${sort}`;
    const ordered = [...rows].sort(ORDERS[sort]);
    $("#regrouped")?.remove();
    for (const row of ordered) {
      row.copies = [];
      row.home.append(row.node);
    }
    if (group === "topic") return;
    const lists = new Map();
    for (const row of ordered) {
      KEYS_OF[group](row).forEach((key, number) => {
        if (!lists.has(key)) lists.set(key, []);
        // A row that belongs into several groups stands in each.
        const node = number ? row.node.cloneNode(true) : row.node;
        if (number) row.copies.push(node);
        lists.get(key).push(node);
      });
    }
    const holder = make("div", { id: "regrouped" });
    const named = [...lists].sort(([one], [other]) => one.localeCompare(other, say.language));
    if (group === "host") named.sort(([, one], [, other]) => other.length - one.length);
    for (const [key, nodes] of named) {
      const title = make("h2", {}, make("bdi", { textContent: key }), " ");
      title.append(make("span", { className: "n" }));
      const section = make("section", {}, title, make("ul", { className: "rows" }, ...nodes));
      section.dataset.group = "";
      holder.append(section);
    }
    main.prepend(holder);
  };

  // Tables of what is only counted: drawn when opened, a hundred lines at a time.
  const STEP = 100;
  class Table {
    constructor(fold) {
      Object.assign(this, { fold, section: fold.parentNode, count: $(".n", fold), drawn: false, terms: parse("") });
      this.total = this.count.textContent;
      this.title = $("h2", fold).firstChild.nextSibling.textContent.trim();
      fold.addEventListener("toggle", () => fold.open && this.show());
    }
    get data() {
      const value = JSON.parse(document.getElementById(this.fold.dataset.table).textContent);
      Object.defineProperty(this, "data", { value });
      return value;
    }
    entry(row) {
      const { data } = this;
      const [guide, path, owner] = data.homes[data.home[row]];
      const [word, why, state] = data.whys[data.why[row]];
      const site = data.sites[data.site[row]];
      const address = site + data.rest[row];
      const place = `${path}:${data.line[row]}`;
      return {
        guide, word, why, state, address, place, label: data.label[row], states: [state, word, this.section.id],
        owners: [owner], guides: [guide], hosts: [site.replace(/^[^/]*\/\/([^@]*@)?/, "").replace(/:\d+$/, "").toLowerCase()],
        rules: [], text: plain([data.label[row], address, place, guide, owner, word, why].join(" ")),
      };
    }
    /** Keep what matches, and say how much it is. */
    filter(terms) {
      this.terms = terms;
      this.found = [];
      if (terms.some) {
        for (let row = 0; row < this.data.rest.length; row += 1) {
          if (matches(this.entry(row), terms)) this.found.push(row);
        }
        this.count.textContent = part(this.found.length, this.data.rest.length);
      } else {
        this.count.textContent = this.total;
      }
      this.section.hidden = terms.some && !this.found.length;
      if (this.fold.open) this.show();
      return this.found.length;
    }
    show() {
      if (!this.terms.some) this.found = this.data.rest.map((_, row) => row);
      if (!this.drawn) this.frame();
      this.drawn = true;
      this.body.replaceChildren();
      this.grow();
    }
    frame() {
      this.status = make("p", { className: "shown" });
      this.status.setAttribute("role", "status");
      this.body = make("tbody");
      const words = [say.table_link, say.table_state, say.table_where];
      const heads = words.map((word) => make("th", { scope: "col", textContent: word }));
      const caption = make("caption", { className: "vh", textContent: this.title });
      const table = make("table", {}, caption, make("thead", {}, make("tr", {}, ...heads)), this.body);
      this.more = make("button", { type: "button" });
      this.more.addEventListener("click", () => {
        const from = this.grow();
        const next = this.body.rows[from] && $("a", this.body.rows[from]);
        if (this.more.hidden && next) next.focus();
      });
      this.fold.append(make("div", { className: "table" }, this.status, table, this.more));
    }
    grow() {
      const from = this.body.rows.length;
      this.body.append(...this.found.slice(from, from + STEP).map((row) => this.line(row)));
      const shown = this.body.rows.length;
      const left = this.found.length - shown;
      this.more.hidden = !left;
      this.more.textContent = fill(say.table_show_more, { n: write(Math.min(STEP, left)) });
      this.status.textContent = fill(say.table_shown, { shown: write(shown), total: write(this.found.length) });
      return from;
    }
    line(row) {
      const { label, address, word, why, state, guide, place } = this.entry(row);
      const more = this.data.more[row] || 0;
      const link = isWeb(address)
        ? make("a", { href: address, rel: "noreferrer noopener", dir: "ltr", textContent: address })
        : make("span", { dir: "ltr", textContent: address });
      const head = make("th", { scope: "row" }, make("bdi", { textContent: label }), make("br"), link);
      const where = make("td", {}, make("bdi", { textContent: guide }), make("br"));
      where.append(make("code", { dir: "ltr", textContent: place }));
      if (more) where.append(fill(more === 1 ? say.more_one : say.more, { n: write(more) }));
      const reason = state === "ok" ? [] : [make("br"), make("small", { textContent: why })];
      return make("tr", {}, head, make("td", {}, word, ...reason), where);
    }
  }
  const tables = $$("[data-table]").map((fold) => new Table(fold));

  // The filter: all of it stands in the form, and so in the address's hash, so that a view can be shared.
  let keysOn = true;
  const termOf = (field, value) => `${field}:${/[\s",]/.test(value) ? `"${value.replaceAll('"', "")}"` : value}`;
  const quote = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const holds = (term) => new RegExp(`(^|\\s)${quote(term)}(?=\\s|$)`, "i");
  // Two lists are short ways to write a term; they show one only while it stands in the text.
  const CHOICES = {
    state: { drops: /(^|\s)state:("[^"]*"?|\S*)/gi, term: ({ value }) => termOf("state", value) },
    whose: {
      drops: /(^|\s)(owner|guide):("[^"]*"?|\S*)/gi,
      term: ({ value, textContent }) => termOf(value, textContent),
    },
  };
  const chosen = (name) => CHOICES[name].term(form[name].selectedOptions[0]);
  const look = () => {
    const terms = parse(form.q.value);
    arrange(form.group.value, form.sort.value);
    const shown = [];
    for (const row of rows) {
      const match = !terms.some || matches(row, terms);
      for (const node of [row.node, ...row.copies]) node.hidden = !match;
      if (match) shown.push(row.node);
    }
    for (const section of $$("[data-group], [data-section]", main)) {
      const inside = $$(".row", section);
      const seen = inside.filter((node) => !node.hidden);
      section.hidden = !seen.length;
      const count = $("h2 .n", section);
      if (count) count.textContent = terms.some ? part(weigh(seen), weigh(inside)) : write(weigh(inside));
    }
    if (terms.some) {
      for (const fold of $$("[data-section]:not([hidden]) > details.fold, .cluster > details")) fold.open = true;
    }
    const counted = tables.reduce((sum, table) => sum + table.filter(terms), 0);
    for (const rest of $$("#shared, #trend, #web, #codes, .nothing")) rest.hidden = terms.some;
    $(".empty").hidden = !terms.some || shown.length + counted > 0;
    $(".shown", form).textContent = terms.some
      ? fill(say.filter_shown, { shown: write(weigh(shown)), total: write(weigh(rows.map(({ node }) => node))) })
      : "";
    for (const name of Object.keys(CHOICES)) {
      if (form[name]?.value && !holds(chosen(name)).test(form.q.value)) form[name].value = "";
    }
  };
  const FIRST = { group: "topic", sort: "report" };
  const encode = (text) => encodeURIComponent(text).replace(/%20/g, "+").replace(/%3A/gi, ":").replace(/%2C/gi, ",");
  const remember = () => {
    const kept = [["q", form.q.value.trim()]];
    for (const name of ["group", "sort"]) kept.push([name, form[name].value === FIRST[name] ? "" : form[name].value]);
    if (!keysOn) kept.push(["keys", "off"]);
    const hash = kept.filter(([, value]) => value).map(([name, value]) => `${name}=${encode(value)}`).join("&");
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  };
  const setKeys = (on) => {
    keysOn = on;
    $("[data-keys]").textContent = on ? say.filter_keys_off : say.filter_keys_on;
  };
  const recall = () => {
    const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    form.q.value = asked.get("q") || "";
    for (const name of ["group", "sort"]) {
      form[name].value = asked.get(name) || FIRST[name];
      if (form[name].selectedIndex < 0) form[name].value = FIRST[name];
    }
    setKeys(asked.get("keys") !== "off");
    look();
  };
  // Asking the browser what is visible would make it lay out all that is far from the screen.
  const visible = (node) => !node.closest("[hidden], details:not([open])");
  // Where j and k stop: rows, and the folds of many links that are alike; Enter opens these by itself.
  const STOPS = ".row:not([hidden]), .cluster > details > summary";
  const step = (by) => {
    const shown = $$(STOPS, main);
    const here = document.activeElement && document.activeElement.closest(STOPS);
    let at = here ? shown.indexOf(here) : by > 0 ? -1 : shown.length;
    do at += by;
    while (shown[at] && !visible(shown[at].matches("summary") ? shown[at].parentNode.parentNode : shown[at]));
    const next = shown[at];
    if (!next) return;
    if (!next.matches("summary")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const inForm = event.target.matches("input, select, textarea");
    const row = event.target.closest(".row");
    if (event.key === "Escape") {
      if (event.target === form.q && form.q.value) {
        form.q.value = "";
        look();
        remember();
      } else if (inForm || event.target.closest(STOPS)) {
        event.target.blur();
      }
      return;
    }
    if (inForm || !keysOn) return;
    const actions = {
      "/": () => {
        form.q.focus();
        form.q.select();
      },
      j: () => step(1),
      k: () => step(-1),
      Enter: () => {
        const fold = event.target === row && $("details.ev", row);
        if (!fold) return false;
        fold.open = !fold.open;
        return true;
      },
      c: () => {
        const button = row && ($(".copies-line", row) || $(".copier", row));
        if (!button) return false;
        copy(button, event.target);
        return true;
      },
    };
    const act = Object.hasOwn(actions, event.key) && actions[event.key];
    if (act && act() !== false) event.preventDefault();
  };
  if (form) {
    form.hidden = false;
    let waiting = 0;
    const change = () => {
      look();
      remember();
    };
    form.q.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(change, 60);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const name of ["group", "sort"]) form[name].addEventListener("change", change);
    for (const [name, { drops }] of Object.entries(CHOICES)) {
      form[name]?.addEventListener("change", () => {
        const rest = form.q.value.replace(drops, "").trim();
        form.q.value = `${rest} ${form[name].value ? chosen(name) : ""}`.trim();
        change();
      });
    }
    $("[data-keys]").addEventListener("click", () => {
      setKeys(!keysOn);
      remember();
    });
    $("[data-reset]").addEventListener("click", () => {
      form.reset();
      change();
      form.q.focus();
    });
    addEventListener("hashchange", () => location.hash.includes("=") && recall());
    document.addEventListener("keydown", press);
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
  unfold();

  // On paper everything a reader may need is open; the long tables stay as they are.
  addEventListener("beforeprint", () => {
    for (const fold of $$("details:not([data-table])")) fold.open = true;
  });
})();
