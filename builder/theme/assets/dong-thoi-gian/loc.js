// Lọc bằng mảng số: mỗi văn bản mang những dấu “không khớp vì …”, một lượt đi qua là đủ mọi con đếm.
import { fold, hasWords } from "./kho.js";
import { FACETS, LAYERS, UNDATED } from "./dia-chi.js";

const WORDS = 16, PERIOD = 32, HIDDEN = 64;
const ISSUE = -1;

// Một cột ngày thành các cột số tính sẵn: tháng (chỉ biết năm: tháng 0), năm, tháng đầu và tháng cuối mà ngày ấy có thể thuộc.
const calendar = (dates) => {
  const [months, years, first, last] = Array.from({ length: 4 }, () => new Int32Array(dates.length));
  for (let i = 0; i < dates.length; i++) {
    const month = Math.trunc(dates[i] / 100), whole = month > 0 && month % 100 === 0;
    months[i] = month;
    years[i] = month / 100;
    first[i] = whole ? month + 1 : month;
    last[i] = whole ? month + 12 : month;
  }
  return { months, years, first, last };
};
// 0: có hiệu lực, 1: hết hiệu lực, từ 2: lời của văn bản sau.
const layerOf = (kind) => Math.min(kind, 2);

// Khoảng tháng được chọn: mọi ngày, ngày không rõ (0), hay từ tháng nào đến tháng nào.
const periodOf = (state) => {
  if (!state.from) return { low: 0, high: 999912 };
  if (state.from === UNDATED) return { low: 0, high: 0 };
  const edge = (text, month) => (text.length === 4 ? +text * 100 + month : +text.replace("-", ""));
  return { low: edge(state.from, 1), high: edge(state.to, 12) };
};
// Chỉ biết năm thì chỉ thuộc khoảng chứa cả năm ấy; hỏi đúng một tháng, kể cả tháng 0, thì so với tháng.
const edges = ({ months, first, last }, { low, high }) => (low === high ? [months, months] : [first, last]);

// Từ cuối có thể đang gõ dở; các từ trước phải trọn âm tiết.
const wanted = (q) => {
  const words = fold(q).split(" ").filter(Boolean);
  const last = /\s$/.test(q) ? null : words.pop();
  return [...words.map((word) => ({ word, whole: true })), ...(last ? [{ word: last, whole: false }] : [])];
};

// Văn bản có từ thứ `nth` và mọi từ trước nó thì được đếm tới `nth`.
const countWord = (words, { word, whole }, nth, times) => {
  const lists = whole ? [words.get(word) ?? []] : Array.from(words.keys()).filter((one) => one.startsWith(word)).map((one) => words.get(one));
  for (const docs of lists) for (const doc of docs) if (times[doc] === nth - 1) times[doc] = nth;
};

// Mọi dòng có thể hiện: ngày ban hành của từng văn bản, rồi các sự kiện; mới nhất trước.
const inOrder = ({ count, date, events }) => {
  const size = count + events.date.length;
  const order = new Float64Array(size);
  for (let i = 0; i < size; i++) order[i] = (99999999 - (i < count ? date[i] : events.date[i - count])) * 4194304 + i;
  order.sort();
  const entries = new Int32Array(size);
  for (let i = 0; i < size; i++) entries[i] = order[i] % 4194304;
  return entries;
};

// Năm đầu và năm cuối của một cột năm; không có năm nào thì [0, 0].
const spanOf = (years, counts = () => true) => {
  let first = 0, last = 0;
  years.forEach((own, at) => {
    if (!own || !counts(at)) return;
    if (!first || own < first) first = own;
    if (own > last) last = own;
  });
  return [first, last];
};
const widest = (spans) => {
  const known = spans.filter(([first]) => first);
  return known.length ? { first: Math.min(...known.map(([first]) => first)), last: Math.max(...known.map(([, last]) => last)) } : { first: 0, last: 0 };
};

export const makeFilter = (archive) => {
  const { count, held, date, events } = archive;
  const [issued, happened] = [calendar(date), calendar(events.date)];
  const fails = new Uint8Array(count);
  const times = new Uint8Array(count);
  const entries = inOrder(archive);
  const spans = { held: spanOf(issued.years.subarray(0, held)), cited: spanOf(issued.years.subarray(held)) };
  for (const [n, layer] of LAYERS.entries()) spans[layer] = spanOf(happened.years, (at) => layerOf(events.kind[at]) === n);
  let asked = null, wordCount = 0;

  // Văn bản chỉ được nhắc tới đứng sau trong mọi cột: không hiện thì không phải đi qua.
  const shownCount = (state) => (state.cited ? count : Math.min(count, held));

  const matchWords = (state) => {
    const words = wanted(state.q).slice(0, 250);
    const now = JSON.stringify([words, archive.parts.filter((part) => part.folded).length]);
    if (now === asked) return;
    [asked, wordCount] = [now, words.length];
    times.fill(0);
    words.forEach((word, n) => countWord(archive.words, word, n + 1, times));
  };

  const mark = (state, period) => {
    const masks = FACETS.flatMap((facet, bit) => {
      if (!state.chosen[facet].size) return [];
      const { rows, start, values } = archive.facets[facet];
      const chosen = new Uint8Array(rows.length);
      for (const index of state.chosen[facet]) chosen[index] = 1;
      return [{ chosen, start, values, bit: 1 << bit }];
    });
    const size = shownCount(state);
    const [from, to] = edges(issued, period);
    const { low, high } = period;
    fails.fill(HIDDEN, size);
    for (let i = 0; i < size; i++) {
      let fail = (times[i] < wordCount ? WORDS : 0) | (from[i] >= low && to[i] <= high ? 0 : PERIOD);
      for (const mask of masks) {
        let has = false;
        for (let k = mask.start[i]; k < mask.start[i + 1] && !has; k++) has = mask.chosen[mask.values[k]] === 1;
        if (!has) fail |= mask.bit;
      }
      fails[i] = fail;
    }
  };

  // Mỗi lựa chọn của một mặt lọc sẽ còn bao nhiêu; chỉ đếm khi mặt ấy đang mở.
  const countFacet = (facet, state) => {
    const { rows, start, values } = archive.facets[facet];
    const found = new Int32Array(rows.length);
    const others = ~(1 << FACETS.indexOf(facet));
    for (let i = 0, size = shownCount(state); i < size; i++) {
      if (fails[i] & others) continue;
      for (let k = start[i]; k < start[i + 1]; k++) found[values[k]]++;
    }
    return found;
  };

  // Biểu đồ chỉ dài tới những năm có điều đang hiện.
  const years = (layers, cited) => widest([spans.held, ...(cited ? [spans.cited] : []), ...layers.map((layer) => spans[layer])]);

  // Số đếm của từng cột: năm, hoặc tháng của một năm (cột 0: chỉ biết năm).
  const countSlots = (state, zoom, layers, { first, last }) => {
    const size = zoom ? 13 : last - first + 1;
    // Cột thứ mấy: năm trừ năm đầu, hay tháng trừ tháng 0; ngày không rõ, tháng của năm khác thì ở ngoài.
    const start = zoom ? zoom * 100 : first;
    const columnOf = (dates) => (zoom ? dates.months : dates.years);
    const own = columnOf(issued), later = columnOf(happened);
    const slots = { held: new Int32Array(size), cited: new Int32Array(size), events: layers.map(() => new Int32Array(size)), undated: 0 };
    for (let i = 0, end = shownCount(state); i < end; i++) {
      if (fails[i] & ~PERIOD) continue;
      if (own[i] === 0) slots.undated++;
      const slot = own[i] - start;
      if (slot >= 0 && slot < size) (i < held ? slots.held : slots.cited)[slot]++;
    }
    for (let e = 0; layers.length && e < events.date.length; e++) {
      const layer = layers.indexOf(LAYERS[layerOf(events.kind[e])]);
      if (layer < 0 || fails[events.doc[e]] & ~PERIOD) continue;
      const slot = later[e] - start;
      if (slot >= 0 && slot < size) slots.events[layer][slot]++;
    }
    return slots;
  };

  const list = (state, period) => {
    const found = new Int32Array(entries.length);
    const [from, to] = edges(happened, period);
    const { low, high } = period;
    const shown = LAYERS.map((layer) => state.layers.has(layer));
    let length = 0, documents = 0;
    for (const entry of entries) {
      const event = entry - count;
      if (event < 0) {
        if (fails[entry]) continue;
        documents++;
      } else if (!shown[layerOf(events.kind[event])] || fails[events.doc[event]] & ~PERIOD || from[event] < low || to[event] > high) {
        continue;
      }
      found[length++] = entry;
    }
    return { entries: found.subarray(0, length), documents };
  };

  const zoomOf = (state) => {
    const one = state.from && state.from !== UNDATED && state.from.slice(0, 4) === state.to.slice(0, 4);
    return one ? +state.from.slice(0, 4) : 0;
  };

  const apply = (state) => {
    const period = periodOf(state);
    matchWords(state);
    mark(state, period);
    const zoom = zoomOf(state);
    const layers = LAYERS.filter((layer) => state.layers.has(layer));
    const facet = (name) => countFacet(name, state);
    const ends = years(layers, state.cited);
    return { zoom, layers, ...ends, slots: countSlots(state, zoom, layers, ends), facet, ...list(state, period) };
  };

  const entry = (at) => (at < count
    ? { at, doc: at, date: date[at], event: ISSUE }
    : { at, doc: events.doc[at - count], date: events.date[at - count], event: at - count, kind: layerOf(events.kind[at - count]), words: events.words[events.kind[at - count]], by: events.by[at - count] });

  const asksWords = (state) => wanted(state.q).length > 0;
  return { apply, entry, ...years(LAYERS, true), asksWords, lacksWords: (state) => asksWords(state) && !hasWords(archive, state.cited) };
};
