// Trạng thái của bộ lọc ↔ địa chỉ trang, để gửi được liên kết và lùi lại được.

export const FACETS = ["loai", "co-quan", "chu-de", "nguoi-ky"];
export const LAYERS = ["hieu-luc", "het-hieu-luc", "thay-the"];
export const UNDATED = "chua-ro";

export const empty = () => ({
  q: "",
  from: "",
  to: "",
  cited: false,
  layers: new Set(),
  chosen: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])),
});

const PERIOD = /^(\d{4}(?:-(?:0\d|1[0-2]))?)(?:_(\d{4}(?:-(?:0\d|1[0-2]))?))?$/;

// Lựa chọn mà kho không có thì bỏ qua: liên kết cũ vẫn mở được.
export const read = (archive, search) => {
  const asked = new URLSearchParams(search);
  const state = empty();
  state.q = asked.get("q") ?? "";
  const period = asked.get("ky") ?? asked.get("nam") ?? "";
  const found = PERIOD.exec(period);
  if (period === UNDATED) state.from = state.to = UNDATED;
  else if (found) [state.from, state.to] = [found[1], found[2] ?? found[1]].sort();
  for (const facet of FACETS) {
    const at = new Map(archive.facets[facet].rows.map(([slug], index) => [slug, index]));
    for (const slug of asked.getAll(facet)) if (at.has(slug)) state.chosen[facet].add(at.get(slug));
  }
  state.cited = asked.get("chua-co") === "1";
  for (const layer of asked.getAll("lop")) if (LAYERS.includes(layer)) state.layers.add(layer);
  // Năm không có văn bản nào, như nam=9999, không che cả kho.
  if (found && !archive.date.some((d) => Math.trunc(d / 10000) >= +state.from.slice(0, 4) && Math.trunc(d / 10000) <= +state.to.slice(0, 4) && d)) {
    state.from = state.to = "";
  }
  return state;
};

export const write = (archive, state) => {
  const asked = new URLSearchParams();
  if (state.q.trim()) asked.set("q", state.q.trim());
  for (const facet of FACETS) {
    for (const index of [...state.chosen[facet]].sort((a, b) => a - b)) asked.append(facet, archive.facets[facet].rows[index][0]);
  }
  if (state.from) asked.set("ky", state.from === state.to ? state.from : `${state.from}_${state.to}`);
  if (state.cited) asked.set("chua-co", "1");
  for (const layer of LAYERS) if (state.layers.has(layer)) asked.append("lop", layer);
  const query = asked.toString();
  return (query ? `?${query}` : location.pathname) + location.hash;
};
