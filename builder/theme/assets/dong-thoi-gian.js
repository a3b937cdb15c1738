// Lọc dòng thời gian ngay trong trang. Không có tệp này thì trang vẫn đủ mọi văn bản.
(() => {
  "use strict";
  const form = document.getElementById("loc");
  const root = document.getElementById("dong-thoi-gian");
  if (!form || !root) return;

  const FIELDS = ["q", "loai", "co-quan", "nam"];
  // NFD không tách đ, nên đổi riêng.
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d");
  const words = (text) => fold(text).split(/\s+/).filter(Boolean);
  const textOf = (item, selector) => item.querySelector(selector)?.textContent ?? "";
  const items = [...root.querySelectorAll("li[data-loai]")].map((node) => ({
    node,
    text: fold(`${textOf(node, ".ten")} ${textOf(node, ".trich-yeu")}`),
    loai: node.dataset.loai,
    "co-quan": node.dataset.coQuan,
    nam: node.dataset.nam,
  }));
  const groups = [...root.querySelectorAll("section")];
  const count = document.getElementById("loc-dem");
  const none = document.getElementById("loc-khong");
  const field = (name) => form.elements.namedItem(name);

  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const name of FIELDS) {
      const control = field(name);
      control.value = asked.get(name) ?? "";
      if (control.selectedIndex === -1) control.value = "";
    }
  };

  const write = () => {
    const state = new URLSearchParams();
    for (const name of FIELDS) {
      const value = field(name).value.trim();
      if (value) state.set(name, value);
    }
    const query = state.toString();
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  };

  const apply = () => {
    const wanted = words(field("q").value);
    const chosen = FIELDS.slice(1).map((name) => [name, field(name).value]).filter(([, value]) => value);
    let shown = 0;
    for (const item of items) {
      const fits = chosen.every(([name, value]) => item[name] === value) && wanted.every((w) => item.text.includes(w));
      item.node.hidden = !fits;
      shown += fits;
    }
    for (const group of groups) group.hidden = !group.querySelector("li[data-loai]:not([hidden])");
    none.hidden = shown > 0 || items.length === 0;
    count.textContent = shown === items.length ? `${shown} văn bản` : `${shown} trong ${items.length} văn bản`;
  };

  const update = () => {
    write();
    apply();
  };
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const name of FIELDS) field(name).value = "";
    update();
    field("q").focus();
  });
  addEventListener("popstate", () => {
    read();
    apply();
  });
  form.hidden = false;
  read();
  apply();
})();
