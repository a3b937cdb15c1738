// Dữ liệu của dòng thời gian: các cột số của mọi văn bản, và tên tải theo từng phần khi cần.

// NFD không tách đ, nên đổi riêng; số 06 và 6 là một.
export const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ").replace(/(^| )0+(?=\d)/g, "$1").trim();

const fetchJson = async (url, options) => {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

// Ngày ghi bằng khoảng cách với ngày đứng trước.
const dates = (steps, restart = -1) => {
  const found = new Int32Array(steps.length);
  for (let i = 0, at = 0; i < steps.length; i++) {
    if (i === restart) at = 0;
    found[i] = at -= steps[i];
  }
  return found;
};

// Cột có nhiều giá trị cho mỗi văn bản: giá trị nối nhau, `start` chỉ chỗ bắt đầu.
const several = (lists, count) => {
  const start = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) start[i + 1] = start[i] + (lists[i]?.length ?? 0);
  return { start, values: Int32Array.from(lists.flat()) };
};
const single = (values) => ({ start: Int32Array.from({ length: values.length + 1 }, (_, i) => i), values: Int32Array.from(values) });

export const loadArchive = async (url, options) => {
  const raw = await fetchJson(url, options);
  const count = raw.date.length;
  return {
    url,
    count,
    held: raw.held,
    date: dates(raw.date, raw.held),
    facets: {
      loai: { rows: raw.types, ...single(raw.type) },
      "co-quan": { rows: raw.issuers, ...single(raw.issuer) },
      "chu-de": { rows: raw.topics, ...several(raw.topic, count) },
      "nguoi-ky": { rows: raw.signers, ...several(raw.signer, count) },
    },
    issuerOf: (doc) => raw.issuers[raw.issuer[doc]][1],
    events: {
      words: raw.events.words,
      date: dates(raw.events.date),
      doc: Int32Array.from(raw.events.document),
      kind: Int32Array.from(raw.events.kind),
      by: Int32Array.from(raw.events.by),
    },
    parts: raw.parts.map(([name, first, count]) => ({ name, first, count, loading: null })),
    names: new Array(count),
    folded: new Array(count),
  };
};

const loadPart = (archive, part) => {
  part.loading ??= fetchJson(new URL(part.name, new URL(archive.url, location.href))).then((raw) => {
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
      if (i % 500 === 499) await pause();
    }
  }
  archive.searchable = true;
};
