// Lõi tìm kiếm: đọc lời gõ, tải các mảnh chỉ mục có chữ ấy, xếp văn bản. Không chạm tới trang; trang là tim.js.
(() => {
  "use strict";

  // --- Tiếng: đúng như builder/search/words.py; tests/tim.json giữ cho hai bên khớp nhau.
  const INVISIBLE = /[\x00-\x08\x0b-\x1f\x7f\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060]/g;
  const LIKE = new Map([["ƣ", "ư"], ["\u00f0", "đ"], ["\u0256", "đ"]]);
  const MARKS = new Map([["\u0302", 2], ["\u0306", 4], ["\u031b", 8]]);
  const TONES = new Map([["\u0300", 1], ["\u0309", 2], ["\u0303", 3], ["\u0301", 4], ["\u0323", 5]]);
  const WORD = /[\p{L}\p{N}]+/gu;
  const LONGEST = 40;
  const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const encoder = new TextEncoder();

  const folded = (word) => {
    let plain = "";
    let marks = 0;
    let tone = 0;
    for (const char of word.toLowerCase().replace(/[ƣðɖ]/g, (letter) => LIKE.get(letter)).normalize("NFD")) {
      if (char === "đ") {
        plain += "d";
        marks |= 1;
      } else if (MARKS.has(char)) marks |= MARKS.get(char);
      else if (TONES.has(char)) tone = TONES.get(char);
      else if (!/\p{M}/u.test(char)) plain += char;
    }
    return { plain: /^\d+$/.test(plain) ? plain.replace(/^0+(?=\d)/, "") : plain, code: marks | (tone << 4) };
  };

  const cache = new Map();
  const syllable = (printed) => {
    const word = printed.length > LONGEST ? [...printed].slice(0, LONGEST).join("") : printed;
    let found = cache.get(word);
    if (!found) {
      if (cache.size > 50000) cache.clear();
      cache.set(word, (found = folded(word)));
    }
    return found;
  };
  const clean = (raw) => raw.replace(INVISIBLE, "").normalize("NFC");

  // Mỗi tiếng với chỗ đứng của nó trong câu.
  const heard = (text) =>
    Array.from(text.matchAll(WORD), (match) => ({ ...syllable(match[0]), start: match.index, end: match.index + match[0].length }));

  const hashes = (plain) => {
    let crc = 0xffffffff;
    let fnv = 0x811c9dc5;
    for (const byte of encoder.encode(plain)) {
      crc = CRC[(crc ^ byte) & 0xff] ^ (crc >>> 8);
      fnv = Math.imul(fnv ^ byte, 0x01000193);
    }
    return [~crc >>> 0, fnv >>> 0];
  };
  const FIRST = 0x9e3779b1;
  const SECOND = 0x85ebca77;
  const placed = (first, second) => {
    const [one, two] = hashes(first);
    const [other, more] = second === undefined ? [0, 0] : hashes(second);
    return {
      known: (Math.imul(one, FIRST) + Math.imul(other, SECOND)) >>> 0,
      place: (Math.imul(two, FIRST) + Math.imul(more, SECOND)) >>> 0,
    };
  };

  // Dấu đã gõ thì phải có; tiếng gõ không dấu thì khớp với mọi dấu.
  const agrees = (typed, code) => (typed & 15 & ~code) === 0 && (typed >> 4 === 0 || typed >> 4 === code >> 4);

  // --- Lời gõ: các tiếng, các cặp tiếng liền nhau, và các cụm trong ngoặc kép.
  const MOST = 24;
  const asked = (raw) => {
    const words = [];
    const phrases = [];
    clean(raw).slice(0, 400).split(/["“”„«»]/).forEach((part, n, parts) => {
      const spoken = heard(part).slice(0, MOST - words.length);
      // Ngoặc kép không đóng thì không phải là cụm.
      if (n % 2 === 1 && n < parts.length - 1 && spoken.length) phrases.push([words.length, words.length + spoken.length]);
      spoken.forEach((word, i) => words.push({ ...word, joins: i > 0 }));
    });
    const pairs = words.flatMap((word, n) => (word.joins ? [{ first: words[n - 1], second: word, at: n }] : []));
    return { words, pairs, phrases };
  };

  // --- Mảnh chỉ mục
  const varint = (bytes, from) => {
    let value = 0;
    let shift = 1;
    let at = from.at;
    for (;;) {
      const byte = bytes[at];
      at += 1;
      value += (byte & 127) * shift;
      if (byte < 128) break;
      shift *= 128;
    }
    from.at = at;
    return value;
  };

  // Danh sách của một từ trong mảnh, hay null.
  const listIn = (bytes, known) => {
    const from = { at: 0 };
    const count = varint(bytes, from);
    const view = new DataView(bytes.buffer, bytes.byteOffset + from.at, count * 4);
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (view.getUint32(middle * 4, true) < known) low = middle + 1;
      else high = middle;
    }
    if (low >= count || view.getUint32(low * 4, true) !== known) return null;
    from.at += count * 4;
    let start = 0;
    let length = 0;
    for (let n = 0; n < count; n += 1) {
      const one = varint(bytes, from);
      if (n < low) start += one;
      if (n === low) length = one;
    }
    return bytes.subarray(from.at + start, from.at + start + length);
  };

  // Với mỗi chỗ: 0 là không có; 1–4 là có, theo sức nặng; thêm 4 khi đúng dấu đã gõ.
  const EXACT = 4;
  const valuesOf = (list, size, fits) => {
    const values = new Uint8Array(size);
    let any = 0;
    const from = { at: 0 };
    while (list && from.at < list.length) {
      const high = list[from.at];
      const low = list[from.at + 1];
      from.at += 2;
      const exact = fits(high, low) ? EXACT : 0;
      const end = varint(list, from) + from.at;
      let before = 0;
      for (; from.at < end; any += 1) {
        const one = before + varint(list, from);
        before = one - (one & 3);
        const value = 1 + (one & 3) + exact;
        const slot = before / 4;
        if (values[slot] < value) values[slot] = value;
      }
    }
    return { values, any };
  };

  const open = (folder, version) => {
    const files = new Map();
    const get = (name, how) => {
      if (!files.has(name)) {
        files.set(name, fetch(`${folder}${name}?v=${version}`).then((answered) => {
          if (!answered.ok) throw new Error(`${name}: ${answered.status}`);
          return answered[how]();
        }).catch((failed) => { files.delete(name); throw failed; }));
      }
      return files.get(name);
    };
    const hex = (n) => (n & 255).toString(16).padStart(2, "0");
    const copy = (slot) => get(`m/${hex(slot)}/${slot}.json`, "json");
    const table = Promise.all([get("chung.json", "json"), get("bang.bin", "arrayBuffer")]).then(([head, data]) => rowsOf(head, data));
    const signers = () => get("nguoi-ky.json", "json");

    const load = async ({ head, size }, first, second) => {
      const { place, known } = placed(first.plain, second?.plain);
      const shard = Math.floor((place * head.shards) / 4294967296);
      const bytes = new Uint8Array(await get(`t/${hex(shard)}/${shard}.bin`, "arrayBuffer"));
      const fits = second ? (a, b) => agrees(first.code, a) && agrees(second.code, b) : (a) => agrees(first.code, a & 127);
      return valuesOf(listIn(bytes, known), size, fits);
    };

    const search = async (raw) => {
      const query = asked(raw);
      const known = await table;
      const [words, pairs] = await Promise.all([
        Promise.all(query.words.map((word) => load(known, word))),
        Promise.all(query.pairs.map(({ first, second }) => load(known, first, second))),
      ]);
      return { query, known, ...ranked(query, known, words, pairs) };
    };

    // Chỉ mục giữ từng cặp tiếng, nên cụm từ ba tiếng trở lên phải đọc lại trong chính các mảnh văn bản.
    // Trả về những văn bản trong số *first* văn bản đầu mà không có đúng các cụm; văn bản có thì nhớ mảnh có cụm đầu.
    const holder = async (phrase, slots) => {
      for (const slot of slots) if (areasOf(await copy(slot)).some((spoken) => isIn(phrase, spoken))) return slot;
      return -1;
    };
    const without = async (query, found, first) => {
      const long = query.phrases.flatMap(([start, end], n) => (end - start > 2 ? [{ n, phrase: query.words.slice(start, end) }] : []));
      if (!long.length) return new Set();
      const checked = await Promise.all(found.slice(0, first).map(async (one) => {
        const slots = await Promise.all(long.map(({ n, phrase }) => holder(phrase, one.holding[n])));
        if (slots.includes(-1)) return one;
        one.slot = slots[0];
        return null;
      }));
      return new Set(checked.filter(Boolean));
    };
    return { search, without, copy, signers, table };
  };

  // Những chỗ mà các cặp tiếng của một mảnh được lấy ra, như builder/search/postings.py.
  const areasOf = ({ units, names, issuer, name, subject }) =>
    [...units.map(([, text]) => text), ...(names ? [names, issuer, `${name} ${subject}`] : [])].map(heard);
  const isIn = (phrase, spoken) =>
    spoken.some((_, at) => phrase.every(({ plain, code }, n) => spoken[at + n]?.plain === plain && agrees(code, spoken[at + n].code)));

  // Các cột của bảng: mỗi văn bản một hàng, mới nhất trước.
  const rowsOf = (head, data) => {
    const columns = {};
    const view = new DataView(data);
    let at = 0;
    for (const [name, length, width] of head.columns) {
      const values = new (width === 1 ? Uint8Array : width === 2 ? Uint16Array : Uint32Array)(length);
      for (let n = 0; n < length; n += 1, at += width) {
        values[n] = width === 1 ? view.getUint8(at) : width === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
      }
      columns[name] = values;
    }
    const pieces = Array.from(columns.slot, (slot) => [slot]);
    columns.more.forEach((row, n) => pieces[row].push(columns.moreSlot[n]));
    const year = head.years.flatMap(([name, count]) => Array(count).fill(name));
    let size = 0;
    for (const own of pieces) for (const slot of own) size = Math.max(size, slot + 1);
    const status = new Uint8Array(pieces.length);
    columns.changed.forEach((row, n) => { status[row] = columns.changedTo[n]; });
    return { head, pieces, year, size, type: columns.type, issuer: columns.issuer, status };
  };

  // --- Xếp hạng: cụm đúng dấu, các chữ gần nhau, đủ chữ; ngang nhau thì mới hơn đứng trước.
  const ranked = (query, known, words, pairs) => {
    const rarity = words.map(({ any }) => Math.log(1 + known.head.documents / (1 + any)));
    const found = [];
    known.pieces.forEach((own, row) => {
      const one = judged(query, own, words, pairs, rarity);
      if (one) found.push({ row, ...one });
    });
    const whole = found.filter((one) => one.missing === 0);
    const chosen = whole.length || query.phrases.length ? whole : mostWords(found);
    chosen.sort(before);
    const absent = query.words.filter((_, n) => !words[n].any);
    return { found: chosen, partial: !whole.length && chosen.length > 0, absent };
  };

  // Cặp liền nhau tính một, ở số hay trích yếu tính gấp đôi; chữ lẻ ở đó cũng tính. Không thì "phố Huế" của Hà Nội
  // đứng trên thành phố Huế.
  const before = (a, b) =>
    b.exact - a.exact || b.phrase - a.phrase || b.near + b.weight - (a.near + a.weight) || b.marked - a.marked || a.row - b.row;

  // Không văn bản nào có đủ chữ: giữ những văn bản có phần chữ đáng kể nhất.
  const mostWords = (found) => {
    const most = Math.max(0, ...found.map((one) => one.covered));
    return found.filter((one) => one.covered >= most - 1e-9);
  };

  const judged = (query, own, words, pairs, rarity) => {
    let missing = 0;
    let covered = 0;
    let weight = 0;
    let marked = 0;
    for (let n = 0; n < words.length; n += 1) {
      let best = 0;
      for (const slot of own) best = Math.max(best, words[n].values[slot]);
      if (best === 0) missing += 1;
      else {
        covered += rarity[n];
        weight += ((best - 1) & 3) / 3;
        marked += best > EXACT ? 1 : 0;
      }
    }
    if (missing === words.length && words.length) return null;
    // Hai cụm có thể ở hai mảnh của một văn bản dài.
    const holding = query.phrases.map((phrase) => own.filter((slot) => mayHold(query, phrase, slot, words, pairs)));
    if (holding.some((slots) => !slots.length)) return null;
    let top = { near: -1, slot: own[0] };
    for (const slot of own) {
      const one = inPiece(query, slot, words, pairs);
      if (one.near > top.near || (one.near === top.near && one.sum > top.sum)) top = { ...one, slot };
    }
    return { missing, covered, exact: top.exact, phrase: top.phrase, near: top.near, weight: weight + top.sum, marked: marked + top.marked, slot: top.slot, holding };
  };

  // Mảnh ấy có mọi cặp của một cụm trong ngoặc kép.
  const mayHold = ({ pairs: places }, [start, end], slot, words, pairs) =>
    (end - start > 1 || words[start].values[slot] > EXACT) &&
    places.every(({ at }, n) => at <= start || at >= end || pairs[n].values[slot] > EXACT);

  // Một mảnh của văn bản: có bao nhiêu cặp liền nhau, có đủ cả cụm không.
  const inPiece = ({ words: typed }, slot, words, pairs) => {
    let any = 0;
    let exact = 0;
    let sum = 0;
    for (let n = 0; n < pairs.length; n += 1) {
      const value = pairs[n].values[slot];
      if (value) {
        any += 1;
        exact += value > EXACT ? 1 : 0;
        sum += ((value - 1) & 3) / 3;
      }
    }
    if (typed.length === 1) {
      const value = words[0].values[slot];
      return { near: value ? 1 : 0, sum: 0, marked: 0, phrase: value ? 1 : 0, exact: value > EXACT ? 1 : 0 };
    }
    const full = pairs.length > 0 && any === pairs.length;
    return { near: any, sum, marked: exact, phrase: full ? 1 : 0, exact: full && exact === pairs.length ? 1 : 0 };
  };

  globalThis.timLoi = { open, asked, heard, clean, agrees, placed, syllable, judged };
})();
