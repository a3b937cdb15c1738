// Dòng thời gian: nối dữ liệu, bộ lọc, biểu đồ, các mặt lọc và danh sách. Không có tệp này thì trang còn các trang năm.
import { makeChart } from "./cot.js";
import { makeList } from "./danh-sach.js";
import { FACETS, LAYERS, UNDATED, empty, read, write } from "./dia-chi.js";
import { figure as number, loadArchive, needCited, needSigners, needWords } from "./kho.js";
import { makeFilter } from "./loc.js";
import { makeFacet } from "./mat.js";

const root = document.getElementById("dong");
const form = document.getElementById("dong-loc");
const byId = (id) => document.getElementById(id);

const say = (id, words) => {
  const node = byId(id);
  if (node.textContent !== words) node.textContent = words;
};

// Địa chỉ ghi sau nét vẽ: trình duyệt mất mấy mili giây cho mỗi lần ghi, mà không ai chờ nó.
const pending = [];
const settle = () => {
  for (const { address, typed } of pending.splice(0)) history[typed ? "replaceState" : "pushState"](null, "", address);
};
const note = (address, typed) => {
  pending.push({ address, typed });
  if (pending.length === 1) requestAnimationFrame(() => setTimeout(settle));
};
addEventListener("pagehide", settle);

const LAYER_WORDS = { "hieu-luc": "có hiệu lực", "het-hieu-luc": "hết hiệu lực", "thay-the": "bị thay thế, bãi bỏ" };

const slotWords = (name, model, i, cited) => {
  const { slots, layers } = model;
  const said = [`${number(slots.held[i])} văn bản`];
  if (cited && slots.cited[i]) said.push(`${number(slots.cited[i])} chưa có trong kho`);
  layers.forEach((layer, k) => { if (slots.events[k][i]) said.push(`${number(slots.events[k][i])} ${LAYER_WORDS[layer]}`); });
  return `${name}: ${said.join(", ")}`;
};

const monthSlots = (model, state) => {
  const every = Array.from({ length: 13 }, (_, i) => (i + 1) % 13);
  return every.filter((m) => m || model.slots.held[0] || model.slots.cited[0]).map((m) => {
    const key = `${model.zoom}-${String(m).padStart(2, "0")}`;
    const within = state.from.length === 4 || (key >= state.from && key <= state.to);
    return { key, index: m, label: m ? `${m}` : "?", name: m ? `Tháng ${m}/${model.zoom}` : `${model.zoom}, không rõ tháng`, within };
  });
};

const yearSlots = (model, state) =>
  Array.from({ length: model.first ? model.last - model.first + 1 : 0 }, (_, i) => {
    const key = String(model.first + i).padStart(4, "0");
    const within = !state.from || (state.from !== UNDATED && key >= state.from && key <= state.to);
    return { key, index: i, label: key, name: `Năm ${key}`, within };
  });

// Lúc rảnh lọc thử mỗi cách một lần: các vòng lặp được dịch sẵn, lần chọn đầu tiên của người đọc khỏi chờ.
const rehearse = (archive, filter, now) => {
  const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 300));
  const year = String(filter.last), month = `${year}-01`;
  const chosen = { ...empty().chosen, [FACETS[0]]: new Set([0]) };
  const tries = [{ from: year, to: year }, { from: month, to: month }, { chosen }, { layers: new Set(LAYERS) }, {}];
  const next = () => {
    const model = filter.apply({ ...empty(), ...tries.shift() });
    for (const facet of FACETS) if (archive.facets[facet].rows.length) model.facet(facet);
    // Các con đếm đang hiện phải là của điều đang chọn.
    filter.apply(now());
    if (tries.length) idle(next);
  };
  idle(next);
};

const start = async () => {
  const archive = await loadArchive(root.dataset.duLieu);
  const asked = () => new URLSearchParams(location.search);
  // Cột nào địa chỉ hỏi tới thì tải trước khi đọc địa chỉ.
  const needAsked = (cited) => Promise.all([asked().get("chua-co") === "1" && cited(), asked().has("nguoi-ky") && needSigners(archive)]);
  await needAsked(() => needCited(archive));
  const filter = makeFilter(archive);
  let state = read(archive, location.search);
  // Còn chờ tên về mới lọc được hết.
  let waiting = false;
  const list = makeList(byId("dong-danh-sach"), archive, filter, root.dataset.goc);
  const facets = FACETS.map((facet) => makeFacet(byId(`dong-${facet}`), facet, archive, choose));
  const chart = makeChart(byId("dong-bieu-do"), { onPick: pick, onRange: range, onOut: out });
  let model = null;

  async function widen() {
    if (!(await needCited(archive))) return;
    Object.assign(filter, makeFilter(archive));
    offerYears();
  }

  function draw() {
    model = filter.apply(state);
    const { slots, layers } = model;
    const columns = (model.zoom ? monthSlots : yearSlots)(model, state).map((slot) => ({
      ...slot,
      chosen: Boolean(state.from) && slot.within && !(model.zoom && state.from.length === 4),
      held: slots.held[slot.index],
      cited: slots.cited[slot.index],
      events: slots.events.map((layer) => layer[slot.index]),
      words: slotWords(slot.name, model, slot.index, state.cited),
    }));
    chart.draw({ slots: columns, layers, cited: state.cited, label: model.zoom ? `Số văn bản theo tháng của năm ${model.zoom}` : "Số văn bản theo năm" });
    for (const { update } of facets) update(state, model.facet);
    drawFrame();
    return list.show(model.entries);
  }

  function drawFrame() {
    const { zoom, documents, entries, slots } = model;
    const every = archive.held + (state.cited ? archive.raw.cited_count : 0);
    const events = entries.length - documents;
    waiting = filter.lacksWords(state);
    say("dong-dem", (documents === every ? `${number(documents)} văn bản` : `${number(documents)} trong ${number(every)} văn bản`) +
      (events ? `, ${number(events)} sự kiện` : "") + (waiting ? "; đang tải trích yếu…" : ""));
    byId("dong-khong").hidden = entries.length > 0 || waiting;
    const span = state.from === UNDATED ? "Không rõ ngày" : state.from ? `${state.from}–${state.to}` : "Mọi năm";
    say("dong-ten-ky", zoom ? `Năm ${zoom}` : span);
    for (const [id, shown] of [["dong-ra", zoom || state.from], ["dong-truoc", zoom > model.first], ["dong-sau", zoom && zoom < model.last]]) byId(id).hidden = !shown;
    if (zoom) {
      say("dong-truoc", `‹ ${zoom - 1}`);
      say("dong-sau", `${zoom + 1} ›`);
    }
    const undated = byId("dong-khong-ngay");
    undated.hidden = zoom > 0 || (!slots.undated && state.from !== UNDATED);
    say("dong-khong-ngay", `Không rõ ngày: ${number(slots.undated)}`);
    undated.setAttribute("aria-pressed", String(state.from === UNDATED));
    byId("dong-bo").hidden = write(archive, state) === write(archive, empty());
    setForm();
  }

  function setForm() {
    if (byId("dong-q") !== document.activeElement) byId("dong-q").value = state.q;
    byId("dong-chua-co").checked = state.cited;
    for (const layer of LAYERS) byId(`dong-lop-${layer}`).checked = state.layers.has(layer);
    const dated = state.from && state.from !== UNDATED;
    for (const [id, edge] of [["dong-tu", state.from], ["dong-den", state.to]]) {
      const shown = dated ? edge.slice(0, 4) : "";
      if (byId(id).value !== shown) byId(id).value = shown;
    }
  }

  function go(change, typed = false) {
    state = { ...state, ...change };
    const drawn = draw();
    note(write(archive, state), typed);
    return drawn;
  }

  function choose(facet, index, on) {
    const chosen = new Set(state.chosen[facet]);
    if (on) chosen.add(index);
    else chosen.delete(index);
    go({ chosen: { ...state.chosen, [facet]: chosen } });
  }

  function focused() {
    return byId("dong-bieu-do").contains(document.activeElement);
  }

  // Chạm một năm: mở các tháng của năm ấy; chạm tháng đang chọn: trở lại cả năm.
  function pick(key) {
    const again = key.length === 7 && state.from === key && state.to === key;
    const had = focused();
    const before = model.zoom;
    go(again ? { from: key.slice(0, 4), to: key.slice(0, 4) } : { from: key, to: key });
    if (had && model.zoom !== before) chart.focus(`${key}-01`);
  }
  function range(from, to) {
    const had = focused();
    go({ from, to });
    if (had && model.zoom && from.length === 4) chart.focus(`${from}-01`);
  }
  function out() {
    const had = focused(), last = state.from.slice(0, 4);
    go({ from: "", to: "" });
    if (had) chart.focus(last);
  }
  const step = (by) => go({ from: String(model.zoom + by), to: String(model.zoom + by) });

  const words = async () => {
    await needWords(archive, state.cited);
    performance.mark("dong-chu-san-sang");
    if (waiting && !filter.lacksWords(state)) draw();
  };
  const failed = () => {
    byId("dong-danh-sach").removeAttribute("aria-busy");
    byId("dong-danh-sach").querySelector(".dong-loi").hidden = false;
  };

  function offerYears() {
    const years = yearSlots({ first: filter.first, last: filter.last }, empty()).map((slot) => slot.key);
    for (const id of ["dong-tu", "dong-den"]) byId(id).replaceChildren(byId(id).options[0], ...years.map((y) => new Option(y, y)));
  }
  const pickYears = () => {
    const [from, to] = [byId("dong-tu").value || String(filter.first), byId("dong-den").value || String(filter.last)];
    const all = !byId("dong-tu").value && !byId("dong-den").value;
    go(all ? { from: "", to: "" } : { from: from < to ? from : to, to: from < to ? to : from });
  };
  offerYears();
  for (const id of ["dong-tu", "dong-den"]) byId(id).addEventListener("change", pickYears);
  byId("dong-q").addEventListener("focus", () => words().catch(failed), { once: true });
  byId("dong-q").addEventListener("input", () => {
    go({ q: byId("dong-q").value }, true);
    if (waiting) words().catch(failed);
  });
  byId("dong-chua-co").addEventListener("change", async (event) => {
    const cited = event.target.checked;
    byId("dong-danh-sach").setAttribute("aria-busy", "true");
    await widen().then(() => go({ cited }), failed);
    if (waiting) words().catch(failed);
  });
  for (const layer of LAYERS) {
    byId(`dong-lop-${layer}`).addEventListener("change", (event) => {
      const layers = new Set(state.layers);
      if (event.target.checked) layers.add(layer);
      else layers.delete(layer);
      go({ layers });
    });
  }
  byId("dong-ra").addEventListener("click", () => { out(); });
  byId("dong-truoc").addEventListener("click", () => step(-1));
  byId("dong-sau").addEventListener("click", () => step(1));
  byId("dong-khong-ngay").addEventListener("click", () => go(state.from === UNDATED ? { from: "", to: "" } : { from: UNDATED, to: UNDATED }));
  const signers = byId("dong-nguoi-ky");
  signers.addEventListener("toggle", () => { if (signers.open) needSigners(archive).then((added) => added && draw(), failed); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    byId("dong-q").value = "";
    // Nút vừa bấm sẽ ẩn; bằng ngón tay thì đừng làm bàn phím bật lên.
    if (matchMedia("(pointer: fine)").matches) byId("dong-q").focus();
    go(empty());
  });
  addEventListener("popstate", async () => {
    await needAsked(widen).catch(failed);
    state = read(archive, location.search);
    byId("dong-q").value = state.q;
    draw();
    if (waiting) words().catch(failed);
  });

  const wide = matchMedia("(min-width: 60em)").matches;
  for (const facet of FACETS) if (facet !== "nguoi-ky" ? wide : state.chosen[facet].size) byId(`dong-${facet}`).open = true;
  root.hidden = false;
  document.getElementById("dong-tinh").classList.add("co-lenh");
  byId("dong-q").value = state.q;
  const first = draw();
  performance.mark("dong-loc-duoc");
  if (waiting) words().catch(failed);
  await first;
  performance.mark("dong-san-sang");
  rehearse(archive, filter, () => state);
};

start().catch(() => { byId("dong-hong").hidden = false; });
