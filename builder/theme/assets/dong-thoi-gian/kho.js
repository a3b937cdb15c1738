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

// Ngày ghi bằng khoảng cách với ngày đứng trước.
const dates = (steps) => {
  let at = 0;
  return steps.map((step) => (at -= step));
};

// Cột có nhiều giá trị cho mỗi văn bản: giá trị nối nhau, `start` chỉ chỗ bắt đầu.
const several = (lists, count) => {
  const start = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) start[i + 1] = start[i] + (lists[i]?.length ?? 0);
  return { start, values: Int32Array.from(lists.flat()) };
};
const single = (values) => ({ start: Int32Array.from({ length: values.length + 1 }, (_, i) => i), values: Int32Array.from(values) });

// Các cột của văn bản trong kho, rồi của văn bản chỉ được nhắc tới khi đã tải.
const columns = ({ raw, signed, cited }) => {
  const both = (of) => (cited ? [...of(raw), ...of(cited)] : of(raw));
  const date = Int32Array.from(both((r) => dates(r.date)));
  return {
    count: date.length,
    date,
    facets: {
      loai: { rows: raw.types, ...single(both((r) => r.type)) },
      "co-quan": { rows: raw.issuers, ...single(both((r) => r.issuer)) },
      "chu-de": { rows: raw.topics, ...several(both((r) => r.topic), date.length) },
      "nguoi-ky": { rows: signed?.rows ?? [], ...several(signed?.signer ?? [], date.length) },
    },
    events: {
      words: raw.words,
      date: Int32Array.from(both((r) => dates(r.events.date))),
      doc: Int32Array.from(both((r) => r.events.document)),
      kind: Int32Array.from(both((r) => r.events.kind)),
      by: Int32Array.from(both((r) => r.events.by)),
    },
  };
};

const files = (raw) => raw.parts.map(([name, first, count]) => ({ name, first, count, loading: null }));
const beside = (archive, name) => new URL(name, new URL(archive.url, location.href));

export const loadArchive = async (url) => {
  const raw = await fetchJson(url);
  return { url, raw, signed: null, cited: null, held: raw.date.length, parts: files(raw), names: [], folded: [], ...columns({ raw }) };
};

export const issuerOf = (archive, doc) => {
  const { rows, values } = archive.facets["co-quan"];
  return rows[values[doc]][1];
};

// Cột tải sau: người ký, và văn bản chỉ được nhắc tới. Trả lời: kho có thêm gì không.
const widen = async (archive, column, name) => {
  if (archive[column] || !name) return false;
  const found = await fetchJson(beside(archive, name));
  if (archive[column]) return false;
  archive[column] = found;
  Object.assign(archive, columns(archive), { searchable: false });
  return true;
};
export const needSigners = (archive) => widen(archive, "signed", archive.raw.signers);
export const needCited = async (archive) => {
  const added = await widen(archive, "cited", archive.raw.cited);
  if (added) archive.parts.push(...files(archive.cited));
  return added;
};

const loadPart = (archive, part) => {
  part.loading ??= fetchJson(beside(archive, part.name)).then((raw) => {
    for (let i = 0; i < part.count; i++) {
      archive.names[part.first + i] = { name: raw.name[i], subject: raw.subject[i], url: raw.url[i] };
    }
  }).catch((error) => {
    part.loading = null;
    throw error;
  });
  return part.loading;
};

// Tên của các văn bản ấy đã có trong máy.
export const need = (archive, docs) => {
  const wanted = archive.parts.filter((p) => docs.some((d) => d >= p.first && d < p.first + p.count));
  return Promise.all(wanted.map((part) => loadPart(archive, part)));
};

const pause = () => new Promise((done) => setTimeout(done));

// Mọi tên đã có và đã bỏ dấu, làm từng đoạn để trang không đứng.
export const needWords = async (archive) => {
  for (const part of archive.parts) {
    await loadPart(archive, part);
    for (let i = part.first; i < part.first + part.count; i++) {
      const { name, subject } = archive.names[i];
      archive.folded[i] ??= ` ${fold(`${name} ${subject}`)} `;
      if (i % 100 === 99) await pause();
    }
  }
  archive.searchable = true;
};
