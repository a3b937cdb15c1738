// Dữ liệu của dòng thời gian: các cột số của mọi văn bản, và tên tải theo từng phần khi cần.

// NFD không tách đ, nên đổi riêng; số 06 và 6 là một.
export const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ").replace(/(^| )0+(?=\d)/g, "$1").trim();

// 10.000: tạo một lần, vì mỗi lần gọi toLocaleString là một lần tạo.
export const figure = new Intl.NumberFormat("vi").format;

const fetchJson = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

// Nối các mảng số của kho và của phần tải sau vào một cột.
const joined = (lists) => {
  const column = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    column.set(list, at);
    at += list.length;
  }
  return column;
};

// Ngày ghi bằng khoảng cách với ngày đứng trước.
const dates = (steps) => {
  let at = 0;
  return Int32Array.from(steps, (step) => (at -= step));
};

// Cột có nhiều giá trị cho mỗi văn bản: giá trị nối nhau, `start` chỉ chỗ bắt đầu.
const several = (blocks, count) => {
  const start = new Int32Array(count + 1), values = [];
  let at = 0;
  for (const lists of blocks) {
    for (const list of lists) {
      for (const value of list) values.push(value);
      start[++at] = values.length;
    }
  }
  return { start: start.fill(values.length, at + 1), values: Int32Array.from(values) };
};
const single = (values) => {
  const start = new Int32Array(values.length + 1);
  for (let i = 1; i <= values.length; i++) start[i] = i;
  return { start, values };
};

const signers = ({ signed }, count) => ({ rows: signed?.rows ?? [], ...several(signed ? [signed.signer] : [], count) });

// Các cột của văn bản trong kho, rồi của văn bản chỉ được nhắc tới khi đã tải.
const columns = (archive) => {
  const { raw, cited } = archive;
  const blocks = cited ? [raw, cited] : [raw];
  const both = (of) => joined(blocks.map(of));
  const date = both((r) => dates(r.date));
  return {
    count: date.length,
    date,
    facets: {
      loai: { rows: raw.types, ...single(both((r) => r.type)) },
      "co-quan": { rows: raw.issuers, ...single(both((r) => r.issuer)) },
      "chu-de": { rows: raw.topics, ...several(blocks.map((r) => r.topic), date.length) },
      "nguoi-ky": signers(archive, date.length),
    },
    events: {
      words: raw.words,
      date: both((r) => dates(r.events.date)),
      doc: both((r) => r.events.document),
      kind: both((r) => r.events.kind),
      by: both((r) => r.events.by),
    },
  };
};

const files = (raw) => raw.parts.map(([name, first, count]) => ({ name, first, count, loading: null, ready: false, folded: false }));
const beside = (archive, name) => new URL(name, new URL(archive.url, location.href));

export const loadArchive = async (url) => {
  const raw = await fetchJson(url);
  // Đủ chỗ từ đầu: mảng thưa chậm hơn cả chục lần.
  const names = new Array(raw.date.length + raw.cited_count).fill(null);
  const empty = { url, raw, signed: null, cited: null, held: raw.date.length, parts: files(raw), names, words: new Map() };
  return Object.assign(empty, columns(empty));
};

export const issuerOf = (archive, doc) => {
  const { rows, values } = archive.facets["co-quan"];
  return rows[values[doc]][1];
};

// Phần tải sau: người ký, và văn bản chỉ được nhắc tới. Trả lời: kho có thêm gì không.
const fetchMore = async (archive, column, name) => {
  if (archive[column] || !name) return false;
  const found = await fetchJson(beside(archive, name));
  if (archive[column]) return false;
  archive[column] = found;
  return true;
};
export const needSigners = async (archive) => {
  if (!(await fetchMore(archive, "signed", archive.raw.signers))) return false;
  archive.facets = { ...archive.facets, "nguoi-ky": signers(archive, archive.count) };
  return true;
};
export const needCited = async (archive) => {
  if (!(await fetchMore(archive, "cited", archive.raw.cited))) return false;
  Object.assign(archive, columns(archive));
  archive.parts.push(...files(archive.cited));
  return true;
};

const loadPart = (archive, part) => {
  part.loading ??= fetchJson(beside(archive, part.name)).then((raw) => {
    for (let i = 0; i < part.count; i++) {
      archive.names[part.first + i] = { name: raw.name[i], subject: raw.subject[i], url: raw.url[i] };
    }
    part.ready = true;
  }).catch((error) => {
    part.loading = null;
    throw error;
  });
  return part.loading;
};

// Tên của các văn bản ấy đã có trong máy: null, hoặc lời hứa sẽ có.
export const need = (archive, docs) => {
  const wanted = archive.parts.filter((p) => !p.ready && docs.some((d) => d >= p.first && d < p.first + p.count));
  return wanted.length ? Promise.all(wanted.map((part) => loadPart(archive, part))) : null;
};

const pause = () => new Promise((done) => setTimeout(done));
// Làm liền được bấy nhiêu mili giây rồi nhường cho phím và nét vẽ.
const LONGEST = 6;

// Âm tiết nào ở những văn bản nào: tên và trích yếu bỏ dấu, mỗi văn bản kể một lần.
const foldPart = async (archive, { first, count }) => {
  const { words } = archive;
  let since = performance.now();
  for (let doc = first; doc < first + count; doc++) {
    const { name, subject } = archive.names[doc];
    for (const word of fold(`${name} ${subject}`).split(" ")) {
      const docs = words.get(word);
      if (!docs) words.set(word, [doc]);
      else if (docs.at(-1) !== doc) docs.push(doc);
    }
    if (performance.now() - since < LONGEST) continue;
    await pause();
    since = performance.now();
  }
  return true;
};

// Chữ của văn bản trong kho, và của văn bản chỉ được nhắc tới khi chúng cũng hiện, đã đủ cả.
export const hasWords = (archive, cited) =>
  archive.parts.every((part) => part.folded || (!cited && part.first >= archive.held));

// Tải và bỏ dấu mọi tên, làm từng đoạn để trang không đứng.
export const needWords = async (archive, cited) => {
  const parts = archive.parts.filter((part) => !part.folded && (cited || part.first < archive.held));
  const loads = Promise.all(parts.map((part) => loadPart(archive, part)));
  for (const part of parts) {
    await (part.ready || loadPart(archive, part));
    part.folding ??= foldPart(archive, part);
    part.folded = await part.folding;
  }
  await loads;
};
