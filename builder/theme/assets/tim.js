// Trang tìm kiếm: lời gõ và bộ lọc nằm trong địa chỉ, kết quả kèm đoạn trích và liên kết tới đúng chỗ.
(() => {
  "use strict";

  const PAGE = 10;
  // Cụm từ dài trong ngoặc kép được đọc lại trong chừng này văn bản đầu, hoặc tới hết trang sau.
  const LOOKED = 30;
  const FACETS = ["loai", "co-quan", "nam", "nguoi-ky", "tinh-trang"];
  const { open } = globalThis.timLoi;
  const { excerpt, plainMarked, placeName } = globalThis.timTrich;
  const form = document.getElementById("tim");
  if (!form) return;
  const part = (id) => document.getElementById(id);
  const root = form.dataset.goc;
  const index = open(`${root}tim/`, form.dataset.ban);
  const input = form.elements.namedItem("q");
  const results = part("tim-ket-qua");
  const lists = part("tim-danh-sach");
  const figure = new Intl.NumberFormat("vi-VN").format;

  const make = (name, css, ...inside) => {
    const node = document.createElement(name);
    if (css) node.className = css;
    node.append(...inside.filter((one) => one !== ""));
    return node;
  };
  let timer = 0;
  // Chờ ngừng gõ rồi mới đọc lên, để trình đọc màn hình không đọc chồng.
  const say = (...words) => {
    clearTimeout(timer);
    timer = setTimeout(() => part("tim-tin").replaceChildren(...words), 150);
  };

  const filled = (node, copy, words) => {
    const link = make("a", "ten", plainMarked(copy.name, words));
    link.href = root + copy.url;
    const quoted = words.length ? excerpt(copy, words) : null;
    const to = quoted?.anchor ? make("a", "tim-cho", `Tới ${placeName(quoted.anchor)}`) : "";
    if (to) to.href = `${root}${copy.url}#${quoted.anchor}`;
    node.replaceChildren(
      link, " ", make("span", "ngay", copy.date), " ",
      copy.subject ? make("span", "trich-yeu", plainMarked(copy.subject, words)) : "", " ",
      quoted ? make("span", "tim-trich", ...quoted.words) : "", " ",
      make("span", "co-quan", copy.issuer, copy.issuer && to ? " · " : "", to),
    );
    node.removeAttribute("aria-busy");
  };

  // --- Trạng thái nằm trong địa chỉ
  const stateOf = () => {
    const asked = new URLSearchParams(location.search);
    const state = Object.fromEntries([...FACETS, "sap", "q"].map((name) => [name, (asked.get(name) ?? "").trim()]));
    return { ...state, trang: Math.max(1, Math.min(10000, Number.parseInt(asked.get("trang") ?? "1", 10) || 1)) };
  };
  const addressOf = (state) => {
    const kept = Object.entries(state).filter(([name, value]) => value && !(name === "trang" && value === 1));
    return kept.length ? `?${new URLSearchParams(kept)}` : location.pathname;
  };
  const formState = (trang = 1) => ({
    q: input.value.trim(),
    ...Object.fromEntries([...FACETS, "sap"].map((name) => [name, form.elements.namedItem(name).value])),
    trang,
  });
  const go = (state) => {
    if (addressOf(state) !== addressOf(stateOf())) history.pushState(null, "", addressOf(state));
    return show();
  };

  // --- Lọc
  const valuesOf = (known, signers) => ({
    loai: (row) => [known.head.types[known.type[row]][0]],
    "co-quan": (row) => [known.head.issuers[known.issuer[row]][0]],
    nam: (row) => [known.year[row] || "chua-ro"],
    "tinh-trang": (row) => [known.head.statuses[known.status[row]]],
    "nguoi-ky": (row) => (signers ? signers.of[row].map((n) => signers.names[n]) : []),
  });
  const namesOf = (known, signers) => ({
    loai: known.head.types,
    "co-quan": known.head.issuers,
    nam: known.head.years.map(([year]) => [year || "chua-ro", year || "Không rõ"]),
    "tinh-trang": known.head.statuses.map((name) => [name, name]),
    "nguoi-ky": signers ? signers.names.map((name) => [name, name]) : [],
  });

  // Mỗi lựa chọn kèm số văn bản còn lại nếu chọn nó, các bộ lọc khác giữ nguyên.
  const fillChoices = (known, signers, rows, state, values) => {
    const names = namesOf(known, signers);
    for (const facet of FACETS) {
      const field = form.elements.namedItem(facet);
      const counts = new Map();
      for (const row of rows) {
        if (!fits(row, state, values, facet)) continue;
        for (const value of values[facet](row)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const choices = names[facet].filter(([value]) => counts.has(value) || value === state[facet]);
      const every = field.options[0];
      field.replaceChildren(every, ...choices.map(([value, name]) => new Option(`${name} (${figure(counts.get(value) ?? 0)})`, value)));
      if (state[facet] && !choices.some(([value]) => value === state[facet])) field.append(new Option(state[facet], state[facet]));
      field.value = state[facet];
    }
    form.elements.namedItem("sap").value = state.sap;
    part("tim-bo").hidden = !state.sap && FACETS.every((facet) => !state[facet]);
  };
  const fits = (row, state, values, except) =>
    FACETS.every((facet) => facet === except || !state[facet] || values[facet](row).includes(state[facet]));

  // --- Trang kết quả
  const pager = (state, count) => {
    const nav = part("tim-trang");
    const last = Math.ceil(count / PAGE);
    nav.hidden = last < 2;
    const to = (trang, name) => {
      const link = make("a", "", name);
      link.href = addressOf({ ...state, trang });
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go({ ...state, trang }).then(() => results.querySelector("a")?.focus());
      });
      return link;
    };
    nav.replaceChildren(
      state.trang > 1 ? to(state.trang - 1, "Trang trước") : "", ` Trang ${figure(state.trang)} / ${figure(last)} `,
      state.trang < last ? to(state.trang + 1, "Trang sau") : "",
    );
  };

  const summary = (state, answer, rows) => {
    const filtered = FACETS.some((facet) => state[facet]) ? " sau khi lọc" : "";
    if (!state.q) return `${figure(rows.length)} văn bản${filtered}.`;
    const absent = answer.absent.map((word) => `“${input.value.slice(word.start, word.end) || word.plain}”`).join(", ");
    if (!rows.length) {
      if (answer.found.length) return "Không còn văn bản nào sau khi lọc.";
      return answer.query.phrases.length ? "Không văn bản nào có những chữ này liền nhau đúng như trong ngoặc kép. Bỏ ngoặc kép thì tìm rộng hơn."
        : "Không văn bản nào có những chữ này. Xem lại chữ gõ, hoặc thử chữ khác.";
    }
    if (answer.partial) return `Không văn bản nào có đủ các chữ${absent ? `; cả kho không có chữ ${absent}` : ""}. Có một phần: ${figure(rows.length)} văn bản.`;
    const close = rows.filter((one) => one.phrase).length;
    const phrase = answer.query.words.length > 1 && close && close < rows.length ? `, ${figure(close)} văn bản có liền cả cụm` : "";
    return `${answer.atMost ? "Nhiều nhất " : ""}${figure(rows.length)} văn bản${filtered}${phrase}.`;
  };

  const order = { moi: (a, b) => a.row - b.row, cu: (a, b) => b.row - a.row };
  let turn = 0;
  const show = async () => {
    const state = stateOf();
    const mine = (turn += 1);
    input.value = state.q;
    const filtered = FACETS.some((facet) => state[facet]);
    part("tim-loc").open ||= filtered || Boolean(state.sap) || matchMedia("(min-width: 60em)").matches;
    showNumbers(state.q);
    if (!state.q && !filtered && !state.sap) {
      results.replaceChildren();
      part("tim-trang").hidden = true;
      say("");
      const known = await index.table;
      if (mine === turn) fillChoices(known, null, known.pieces.keys(), state, valuesOf(known, null));
      return;
    }
    const [answer, signers] = await Promise.all([
      state.q ? index.search(state.q) : index.table.then((known) => ({ known, found: known.pieces.map((own, row) => ({ row, slot: own[0] })), absent: [], query: { words: [], phrases: [] } })),
      state["nguoi-ky"] ? index.signers() : null,
    ]);
    if (mine !== turn) return;
    const { known } = answer;
    const values = valuesOf(known, signers);
    const start = (state.trang - 1) * PAGE;
    const fitting = answer.found.filter((one) => fits(one.row, state, values));
    if (order[state.sap]) fitting.sort(order[state.sap]);
    const looked = Math.max(LOOKED, start + 2 * PAGE);
    const without = state.q ? await index.without(answer.query, fitting, looked) : new Set();
    if (mine !== turn) return;
    const rows = fitting.filter((one) => !without.has(one));
    answer.found = answer.found.filter((one) => !without.has(one));
    answer.atMost = fitting.length > looked && answer.query.phrases.some(([from, to]) => to - from > 2);
    const shown = rows.slice(start, start + PAGE);
    results.start = start + 1;
    const items = shown.map(() => make("li", "tim-doi"));
    items.forEach((item) => item.setAttribute("aria-busy", "true"));
    results.replaceChildren(...items);
    say(summary(state, answer, rows));
    document.title = state.q ? `${state.q} – ${title}` : title;
    pager(state, rows.length);
    await Promise.all(shown.map(async (one, n) => filled(items[n], await index.copy(one.slot), answer.query.words)));
    if (mine === turn) fillChoices(known, signers, answer.found.map((one) => one.row), state, values);
  };
  const title = document.title;

  const { show: showNumbers, warm } = globalThis.timSo.answering(root, part("tim-so"), (words, typed) => { if (typed !== stateOf().q) say(words); });

  // --- Bàn phím: mũi tên xuống từ ô tìm tới kết quả, lên xuống giữa các kết quả.
  const step = (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...document.querySelectorAll("#tim-so a.ten, #tim-ket-qua a.ten")];
    const at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== input) return;
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    if (next >= links.length || (at < 0 && next < 0)) return;
    event.preventDefault();
    (next < 0 ? input : links[next]).focus();
  };

  const failed = () => {
    lists.hidden = false;
    results.replaceChildren();
    say("Không tải được chỉ mục. Hãy tải lại trang, hoặc dùng các danh sách dưới đây.");
  };
  const attempt = (run) => run().catch(failed);

  form.hidden = false;
  lists.hidden = true;
  form.addEventListener("submit", (event) => { event.preventDefault(); attempt(() => go(formState())); });
  form.addEventListener("change", (event) => { if (event.target !== input) attempt(() => go(formState())); });
  input.addEventListener("focus", warm, { once: true });
  let typing = 0;
  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => showNumbers(input.value.trim()), 50);
  });
  part("tim-bo").addEventListener("click", () => attempt(() => go({ q: input.value.trim(), trang: 1 })));
  // Tên người ký nhiều, nên chỉ tải khi cần lọc.
  form.elements.namedItem("nguoi-ky").addEventListener("focus", async (event) => {
    if (event.target.options.length > 1) return;
    const [known, signers] = await Promise.all([index.table, index.signers()]).catch(() => []);
    if (!known) return;
    const state = stateOf();
    const rows = state.q ? (await index.search(state.q)).found.map((one) => one.row) : [...known.pieces.keys()];
    fillChoices(known, signers, rows, state, valuesOf(known, signers));
  });
  document.addEventListener("keydown", step);
  addEventListener("popstate", () => attempt(show));
  globalThis.timTrang = { ready: attempt(show) };
})();
