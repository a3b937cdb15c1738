// Tra số ngay trong trang: chỉ tải một mục lục nhỏ khi mở trang, lời gõ không gửi đi đâu.
(() => {
  "use strict";

  // --- Số, ký hiệu: đúng như number_key của builder/identifiers.py; tests/tra.json giữ cho hai bên khớp nhau.
  const LINE_ENDS = /\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/g;
  const INVISIBLE = /[\x00-\x08\x0b-\x1f\x7f\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060]/g;
  // Bảng thay chữ, kèm mẫu tìm đúng những chữ ấy: mục lục có hàng nghìn số.
  const tableOf = (entries) => {
    const table = new Map(entries);
    return Object.assign(table, { pattern: new RegExp(`[${[...table.keys()].join("").replace("-", "\\-")}]`, "gu") });
  };
  const pairs = (from, to) => tableOf([...from].map((letter, n) => [letter, [...to][n]]));
  const MEND = pairs(
    "АВЕКМНОРСТХУІЅЈаеорсхуіѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧοƢƣ\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2044\u2215\uff0f",
    "ABEKMHOPCTXYISJaeopcxyisABEZHIKMNOPTYXoƯư-------///",
  );
  const LOOK_ALIKE = pairs("\u00d0\u00f0\u0189\u0256", "ĐđĐđ");
  const ODD = tableOf([...LOOK_ALIKE, ...pairs("\u01a2\u01a3\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "Ưư-------")]);
  const TONES = new Map();
  "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(" ").forEach((late, n) => {
    TONES.set(late, "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(" ")[n]);
  });
  const LATE_TONE = /(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![\p{L}\p{N}_])/gu;
  const translate = (text, table) => text.replace(table.pattern, (letter) => table.get(letter));
  const clean = (raw) =>
    translate(raw.replace(LINE_ENDS, "\n").replace(INVISIBLE, "").normalize("NFC"), LOOK_ALIKE);
  const lower = (text) => text.toLowerCase().replace(/ς/g, "σ").replace(/ß/g, "ss");
  const key = (text) =>
    lower(translate(text, ODD).normalize("NFC")).replace(LATE_TONE, (late) => TONES.get(late)).trim().replace(/\s+/g, " ");
  // NFD không tách đ, nên đổi riêng.
  const plain = (text) => lower(text).replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");

  const DIGITS = /\p{Nd}+(?:\.\p{Nd}+)*(?:[A-Za-zĐđ](?![\p{L}\p{N}_]))?/uy;
  const YEAR = /\/((?:19|20)\p{Nd}\p{Nd})(?=\/|$)/uy;
  const SYMBOL = /[\p{L}\p{N}_./&()+,-]*/uy;
  const stick = (pattern, text, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };

  const parse = (printed) => {
    const mended = translate(clean(printed), MEND).replace(/^[\s.…_]+(?=[/-])/, "");
    const closed = mended.replace(/\s+/g, "").replace(/[.,;:]+$/, "");
    const number = stick(DIGITS, closed, 0)?.[0] ?? "";
    const year = stick(YEAR, closed, number.length);
    const at = number.length + (year ? year[0].length : 0);
    const symbol = stick(SYMBOL, closed, at)[0];
    if (at + symbol.length !== closed.length) return null;
    if (!symbol) return number ? { number, symbol, year: year?.[1] } : null;
    if (symbol === "/") return number && year ? { number, symbol, year: year[1] } : null;
    if (!/\p{L}/u.test(symbol) || !(number || "/-".includes(symbol[0]))) return null;
    return { number, symbol: symbol[0] === "/" ? symbol.slice(1) : symbol, year: year?.[1] };
  };

  // Một khóa cho mọi cách viết của một số: 010/CT-UBND và 10/ct - ubnd là một.
  const numberKey = (printed) => {
    const read = parse(printed);
    if (!read) return key(translate(printed, MEND)).replace(/\s+/g, "");
    const digits = read.number.replace(/^0*(\p{Nd}+)/u, "$1");
    // Ký hiệu tự mở đầu bằng gạch chéo là số in hai gạch: 6//CT-UBND.
    const sign = /^(?:[\p{L}\p{N}]|\/.)/u.test(read.symbol) ? "/" : "";
    return key(`${digits}${read.year ? `/${read.year}` : ""}${sign}${read.symbol}`);
  };

  // --- Chữ gõ vào, cắt thành tiếng
  const WORD = /[\p{L}\p{M}\p{N}]+/gu;
  const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const unpadded = (word) => word.replace(/^0+(?=\d)/, "");
  const isYear = (word) => /^(?:19|20)\d\d$/.test(word);
  const isNumber = (word) => /^\d+[a-z]?$/.test(word);

  const tokens = (text) => {
    const found = [];
    for (const match of text.matchAll(WORD)) {
      // "06ct" là hai phần dính nhau; "30c" thì không.
      const parts = /^(\d+)(\p{L}{2,}.*)$/u.exec(match[0]);
      let at = match.index;
      for (const part of parts ? parts.slice(1) : [match[0]]) {
        found.push({ start: at, end: at + part.length, word: plain(part) });
        at += part.length;
      }
    }
    return found;
  };

  const D = "(\\d{1,2})";
  const Y = "((?:19|20)\\d\\d)";
  const DATES = [
    [new RegExp(`(?:ngay\\s{0,3})?\\b${D}\\s?[/.-]\\s?${D}\\s?[/.-]\\s?${Y}\\b`), 3, 2, 1],
    [new RegExp(`(?:ngay\\s{0,3})?\\b${D}\\s{0,3}thang\\s{0,3}${D}\\s{0,3}(?:nam\\s{0,3}|[,/-]\\s?)?${Y}\\b`), 3, 2, 1],
    [new RegExp(`\\bthang\\s{0,3}${D}\\s{0,3}(?:nam\\s{0,3}|[/-]\\s?)?${Y}\\b`), 2, 1],
    [new RegExp(`\\b${D}/${Y}\\b(?![/-])`), 2, 1],
    [new RegExp(`\\bnam\\s{0,3}${Y}\\b`), 1],
  ];

  // Ngày trong câu, đúng tới mức câu ấy nói, và câu đã bỏ ngày.
  const takeDate = (text) => {
    const folded = text.normalize("NFC");
    const low = Array.from(folded, (letter) => plain(letter)[0] ?? " ").join("");
    for (const [pattern, ...order] of DATES) {
      const match = pattern.exec(low);
      if (!match || order.slice(1).some((n, place) => Number(match[n]) < 1 || Number(match[n]) > [12, 31][place])) continue;
      const iso = order.map((n) => match[n].padStart(2, "0")).join("-");
      const rest = folded.slice(0, match.index) + " ".repeat(match[0].length) + folded.slice(match.index + match[0].length);
      return { date: iso, rest };
    }
    return { date: "", rest: folded };
  };

  const agree = (one, other) => {
    const shared = Math.min(one.length, other.length);
    return one.slice(0, shared) === other.slice(0, shared);
  };

  // --- Mục lục
  const FORMAL = (() => {
    const letter = "A-Za-zĐđƯưƠơÔôÂâÊêĂă";
    const upper = "[A-ZĐƯƠÔÂÊĂ]";
    const code = `[${letter}][${letter}\\d]{0,15}(?![\\p{L}\\p{M}])`;
    const next = `(?:[/&.-]${code}|\\s?[/-]\\s?(?=${upper}{2})${code}){0,6}`;
    return new RegExp(
      `\\d{1,9}(?:\\.\\d{1,6}){0,3}(?:[A-Za-zĐđ](?![\\p{L}\\p{M}]))?(?:/(?:19|20)\\d\\d(?=\\s?/))?(?:[/-]|\\s?[/-]\\s?(?=${upper}))${code}${next}`,
      "uy",
    );
  })();
  // "của UBND huyện Yên Thế, tỉnh Bắc Giang": đơn vị cấp trên đứng sau dấu phẩy.
  const OF = /(?:^|[\s,)])(?:của|cua)\s+([^,;:()]{1,160}(?:,\s?(?:huyện|quận|thị xã|thành phố|tỉnh|huyen|quan|thi xa|thanh pho|tinh)\s[^,;:()]{1,60}){0,2})/iu;
  const JOINT = /^[\s/.&_-]{0,4}$/;
  const UNITS = new Set("tinh huyen xa phuong thi thanh quan tran".split(" "));
  const FILLERS = new Set("so ngay thang nam cua cho tim giup tra cuu va theo can cu tai thuc hien trien khai ky hieu".split(" "));
  const COUNTED = new Set("nam thang ngay quy tuan dieu khoan muc diem phan nguoi cap".split(" "));

  const finder = (index) => {
    const count = index.number.length;
    const wordsOf = (phrases) => new Set(phrases.flatMap((phrase) => phrase.split(" ")));
    const issuers = index.issuers.map(([slug, name, phrases, at, place, central]) => {
      const every = [...phrases, ...(at >= 0 ? index.forms[at].map((form) => form.replace("{place}", place).trim()) : [])];
      return { slug, name, phrases: every, words: new Set([...wordsOf(every), ...slug.split("-")]), central: central === 1 };
    });
    const types = index.types.map(([slug, name, phrases, short]) => ({ slug, name, phrases, short }));
    const phrasesOfTypes = types.flatMap((type) => type.phrases.map((phrase) => [phrase, type.slug]));
    phrasesOfTypes.sort((a, b) => b[0].length - a[0].length);
    const typesOfShort = new Map();
    for (const { slug, short } of types) {
      for (const word of short) typesOfShort.set(word, (typesOfShort.get(word) ?? new Set()).add(slug));
    }
    const works = Array.from({ length: count }, (_, n) => {
      const type = types[index.type[n]];
      const issuer = issuers[index.issuer[n]];
      const keyed = numberKey(index.number[n]);
      const parts = words(keyed);
      return {
        n, type, issuer, issued: index.issued[n], number: index.number[n], key: keyed,
        first: isNumber(parts[0] ?? "") ? parts[0] : "",
        rest: (isNumber(parts[0] ?? "") ? parts.slice(1) : parts).join(""), parts: new Set(parts),
        url: `vb/${issuer.slug}/${type.slug}/${index.year[n]}/${index.slug[n]}/`, held: index.flags ? index.flags[n] === 1 : n < index.held,
      };
    });
    const exact = new Map();
    const byFirst = new Map();
    const put = (map, at, work) => (map.get(at) ?? map.set(at, []).get(at)).push(work);
    for (const work of works) {
      put(exact, `${work.first} ${work.rest}`, work);
      put(byFirst, work.first, work);
    }
    const issuerWords = new Set(issuers.flatMap((issuer) => [...issuer.words]));

    // Các chỗ trong câu ghi một số: số có trong mục lục thì nhận ra dù viết rời, số lạ thì phải đúng dạng.
    const numbersIn = (text, strict) => {
      const mended = translate(text, MEND);
      const cut = tokens(mended);
      const found = [];
      let past = 0;
      cut.forEach((token, i) => {
        if (token.start < past || !/^\d/.test(token.word)) return;
        if (/[\p{L}\p{N}][/.-]$/u.test(mended.slice(Math.max(0, token.start - 2), token.start))) return;
        const end = knownEnd(mended, cut, i, strict) || formalEnd(mended, token.start, strict);
        if (!end) return;
        found.push({ start: token.start, end, typed: text.slice(token.start, end) });
        past = end;
      });
      return found;
    };

    const knownEnd = (text, cut, i, strict) => {
      let last = i;
      while (last + 1 < cut.length && last - i < 9 && JOINT.test(text.slice(cut[last].end, cut[last + 1].start))) last += 1;
      for (let j = last; j > i; j -= 1) {
        const rest = cut.slice(i + 1, j + 1).map((token) => token.word).join("");
        if (!exact.has(`${unpadded(cut[i].word)} ${rest}`)) continue;
        const goesOn = /^[/&.-]?[\p{L}\p{N}]/u.test(text.slice(cut[j].end));
        if (goesOn || (strict && !/[/-]/.test(text.slice(cut[i].end, cut[j].end)))) continue;
        return cut[j].end;
      }
      return 0;
    };

    const formalEnd = (text, at, strict) => {
      const match = stick(FORMAL, text, at);
      if (!match) return 0;
      const letters = match[0].match(/\p{L}/gu);
      return letters.length < 2 || (strict && !/\p{Lu}/u.test(match[0])) ? 0 : at + match[0].length;
    };

    // Loại nói ngay trước số: "Chỉ thị số", "QĐ".
    const typeBefore = (text) => {
      const said = words(text).join(" ").replace(/(?: |^)so(?: ky hieu)?$/, "");
      const named = phrasesOfTypes.find(([phrase]) => said === phrase || said.endsWith(` ${phrase}`));
      if (named) return { types: new Set([named[1]]), phrase: named[0] };
      const short = said.split(" ").at(-1);
      return typesOfShort.has(short) ? { types: typesOfShort.get(short), phrase: short } : { types: null, phrase: "" };
    };

    // Lời sau số cho biết ngày và cơ quan, tới chỗ bắt đầu trích yếu hay câu khác.
    const said = (text) => {
      const part = text.slice(0, 240).split(/[;\n]|\.(?:\s|$)|\s(?:về|ve|v\/v)\s/iu)[0];
      const { date, rest } = takeDate(part);
      const named = OF.exec(rest);
      return { date, rest, issuer: named ? named[1] : "" };
    };

    // Lời nói về cơ quan so với một cơ quan: "nói đủ", "không trái", hay tiếng đầu tiên trái.
    const issuerFits = (issuer, spoken) => {
      const heard = [...spoken.matchAll(WORD)].map((match) => match[0]);
      const low = heard.map(plain);
      const joined = `${low.join(" ")} `;
      const cased = heard.some((word) => /^\p{Lu}/u.test(word));
      const whole = Math.max(0, ...issuer.phrases.map((phrase) => (joined.startsWith(`${phrase} `) ? phrase.split(" ").length : 0)));
      for (let n = whole; n < low.length; n += 1) {
        if (issuer.words.has(low[n])) continue;
        const name = UNITS.has(low[n]) || (cased ? /^\p{Lu}/u.test(heard[n]) : !whole);
        return name ? { against: heard[n], whole: false } : { against: "", whole: whole > 0 };
      }
      return { against: "", whole: whole > 0 };
    };

    const explains = (work, word) =>
      work.parts.has(unpadded(word)) || work.issuer.words.has(word) || work.type.short.includes(word) ||
      work.type.phrases.some((phrase) => phrase.split(" ").includes(word)) ||
      (word.length > 4 && [...work.issuer.phrases, work.rest].some((phrase) => phrase.replaceAll(" ", "").includes(word)));

    const judge = (work, asked) => {
      const against = [];
      if (asked.types && !asked.types.has(work.type.slug)) against.push("khác loại");
      if (asked.date && !agree(work.issued, asked.date)) against.push("khác ngày");
      const fits = asked.issuer ? issuerFits(work.issuer, asked.issuer) : { against: "", whole: false };
      if (fits.against) against.push("khác cơ quan");
      const left = asked.words.filter((word) =>
        isYear(word) ? !agree(work.issued || word, word) && !work.parts.has(word) : !explains(work, word));
      if (left.length) against.push(`chưa khớp “${left.join(" ")}”`);
      const dated = asked.date && work.issued;
      const year = [...work.parts].some(isYear);
      // Ký hiệu của địa phương thì tỉnh nào cũng có: chỉ khi nói đủ tên cơ quan mới chắc.
      const sure = fits.whole || (work.issuer.central && (dated || year));
      return { work, against, sure: Boolean(sure) };
    };

    // Mọi văn bản khớp với điều đã nói, và văn bản cùng số mà có điều không khớp.
    const answer = (asked) => {
      const judged = asked.pool.map((work) => judge(work, asked));
      const fitting = named(judged.filter((one) => !one.against.length), asked.words.join(" "));
      const spelled = asked.key ? fitting.filter((one) => one.work.key === asked.key) : [];
      const chosen = spelled.length ? spelled : fitting;
      const close = judged.filter((one) => !chosen.includes(one)).sort((a, b) => a.against.length - b.against.length);
      return { typed: asked.typed, found: chosen, close, sure: chosen.length === 1 && spelled.length === 1 && chosen[0].sure };
    };

    // Lời nói đủ tên một cơ quan thì là cơ quan ấy: "ban bí thư" không phải bí thư tỉnh ủy.
    const named = (fitting, spoken) => {
      const whole = fitting.filter(({ work }) => work.issuer.phrases.some((phrase) => phrase && ` ${spoken} `.includes(` ${phrase} `)));
      return whole.length ? whole : fitting;
    };

    const poolOf = (typed) => {
      const cut = tokens(translate(typed, MEND)).map((token) => token.word);
      return exact.get(`${unpadded(cut[0])} ${cut.slice(1).join("")}`) ?? [];
    };

    // Số lạ: cùng chữ số và cùng phần đầu ký hiệu thì nêu là gần giống.
    const similar = (typed) => {
      const cut = tokens(translate(typed, MEND)).map((token) => token.word);
      const rest = cut.slice(1).join("");
      return (byFirst.get(unpadded(cut[0])) ?? []).filter((work) => rest && (work.rest.startsWith(rest) || rest.startsWith(work.rest)));
    };

    const inSentence = (text, numbers) => numbers.map((number, n) => {
      const before = text.slice(numbers[n - 1]?.end ?? 0, number.start).slice(-60);
      const after = said(text.slice(number.end, numbers[n + 1]?.start));
      const { types: kinds } = typeBefore(before);
      const asked = { typed: number.typed, key: numberKey(number.typed), pool: poolOf(number.typed), types: kinds, words: [], ...after };
      const got = answer(asked);
      // Không số nào viết đúng như thế.
      got.strange = !asked.pool.length;
      if (got.strange) got.close = similar(number.typed).map((work) => ({ work, against: ["ký hiệu khác"] }));
      return { ...got, start: number.start, end: number.end };
    });

    // Một số với vài lời bên cạnh: "6/CT-UBND bắc giang 2018".
    const withWords = (text, number) => {
      const [got] = inSentence(text, [number]);
      const after = said(text.slice(number.end));
      if (after.issuer || !got.found.length) return got;
      const before = words(text.slice(0, number.start)).filter((word) => issuerWords.has(word) || isYear(word));
      const { types: kinds, phrase } = typeBefore(text.slice(0, number.start));
      const spoken = new Set(phrase.split(" "));
      const left = [...before.filter((word) => !spoken.has(word)), ...words(after.rest)].filter((word) => !FILLERS.has(word));
      const asked = { typed: number.typed, key: numberKey(number.typed), pool: poolOf(number.typed), types: kinds, date: after.date, issuer: "", words: left };
      return { ...answer(asked), start: number.start, end: number.end };
    };

    // Lời gõ rời: "ct 06 ubnd bac giang 2018". Mỗi tiếng phải khớp với văn bản.
    const loose = (text) => {
      const part = text.split(/\s(?:về|ve|v\/v)\s/iu)[0];
      const taken = takeDate(part);
      // "ct 05/2019 ttg": tháng 5 năm 2019 thì chẳng còn số nào.
      const { date, rest } = /\d/.test(taken.rest) || !/\p{L}{2}/u.test(taken.rest) ? taken : { date: "", rest: part };
      const heard = tokens(translate(rest, MEND)).flatMap(({ word }) => {
        const parts = /^(\p{L}+)(\d+)$/u.exec(word);
        return parts && typesOfShort.has(parts[1]) ? parts.slice(1) : [word];
      });
      const digits = heard.filter(isNumber);
      const first = digits.find((word) => !isYear(word)) ?? digits[0];
      if (!first) return null;
      const spoken = ` ${heard.join(" ")} `;
      const named = phrasesOfTypes.find(([phrase]) => spoken.includes(` ${phrase} `));
      const kind = new Set(named ? named[0].split(" ") : []);
      const left = heard.filter((word, n) => n !== heard.indexOf(first) && !FILLERS.has(word) && !kind.has(word));
      const typed = text.trim();
      const pool = byFirst.get(unpadded(first)) ?? [];
      const got = answer({ typed, key: "", pool, types: named ? new Set([named[1]]) : null, date, issuer: "", words: left });
      const shared = (one) => left.some((word) => !isYear(word) && explains(one.work, word));
      if (left.some((word) => !isYear(word))) got.close = got.close.filter(shared);
      return got;
    };

    // Lời gõ vào ô: mỗi số một câu trả lời; không có chữ số thì không có câu nào.
    const find = (raw) => {
      const text = clean(raw).slice(0, 2000).replace(/(?:văn bản|van ban)\s/giu, " ");
      const numbers = numbersIn(text, false);
      if (numbers.length > 1) return inSentence(text, numbers);
      if (numbers.length === 1) {
        const got = withWords(text, numbers[0]);
        // "16/CT", "tt 01/2011/bnv": ký hiệu gõ thiếu thì đọc như lời gõ rời.
        const other = got.strange ? loose(text) : null;
        return [other?.found.length ? other : got];
      }
      const bare = /^\s*\.*…*\s*\/([\p{L}&.-]+)\s*$/u.exec(text);
      if (bare) return [answer({ typed: text.trim(), key: numberKey(text), pool: exact.get(` ${words(bare[1]).join("")}`) ?? [], types: null, date: "", issuer: "", words: [] })];
      const parts = text.split(/[,;\n]|\s(?:và|va)\s/iu).filter((part) => /\d/.test(part) && loose(part));
      const several = parts.length > 1 && parts.every((part) => /\p{L}/u.test(takeDate(part).rest));
      return (several ? parts : [text]).map(loose).filter(Boolean);
    };

    // Cả đoạn văn: thêm "Kết luận 114" khi trong đoạn đã nói đủ về Kết luận 114-KL/TW.
    const mark = (raw) => {
      const text = clean(raw);
      const full = inSentence(text, numbersIn(text, true));
      return [...full, ...shortIn(text, full)].sort((a, b) => a.start - b.start);
    };

    const shortIn = (text, full) => {
      const called = calledIn(text, full);
      const cut = tokens(text);
      let next = 0;
      return cut.flatMap((token, i) => {
        while (next < full.length && full[next].end <= token.start) next += 1;
        if (!called.size || !isNumber(token.word) || (full[next]?.start ?? Infinity) < token.end) return [];
        if (/^\s?[/.-]\s?[\p{L}\p{N}]/u.test(text.slice(token.end, token.end + 4)) || "/.,-".includes(text[token.start - 1] ?? " ")) return [];
        if (COUNTED.has(cut[i + 1]?.word)) return [];
        const { types: kinds } = typeBefore(text.slice(Math.max(0, token.start - 60), token.start));
        const meant = [...(kinds ?? [])].map((kind) => called.get(`${kind} ${unpadded(token.word)}`)).filter((one) => one !== undefined);
        const one = meant.length === 1 ? meant[0] : null;
        return one ? [{ ...one, start: token.start, end: token.end, typed: token.word }] : [];
      });
    };

    // Loại và chữ số của mỗi văn bản đã nói đủ; hai văn bản chung một cách gọi thì không gọi tắt được.
    const calledIn = (text, full) => {
      const called = new Map();
      const answers = (one) => one.found.map(({ work }) => work.n).join(" ");
      for (const one of full) {
        const { types: kinds } = typeBefore(text.slice(Math.max(0, one.start - 60), one.start));
        for (const kind of kinds ?? []) {
          const name = `${kind} ${unpadded(tokens(one.typed)[0].word)}`;
          const before = called.get(name);
          called.set(name, before === undefined || (before && answers(before) === answers(one)) ? one : null);
        }
      }
      return called;
    };

    return { find, mark, count, held: index.held, similar };
  };

  // --- Trang
  const CAP = 30;
  const make = (name, css, ...inside) => {
    const node = document.createElement(name);
    if (css) node.className = css;
    node.append(...inside.filter((part) => part !== ""));
    return node;
  };
  const dated = (iso) => {
    const [year, month, day] = iso.split("-");
    if (day) return `ngày ${day}/${month < "03" ? month : Number(month)}/${year}`;
    return month ? `tháng ${month < "03" ? month : Number(month)}/${year}` : year ? `năm ${year}` : "không rõ ngày";
  };
  const nameOf = (work) => `${work.type.name} số ${work.first ? "" : "…"}${work.number}`;
  const described = (work) => `${nameOf(work)}, ${dated(work.issued)}, ${work.issuer.name}${work.held ? "" : ", chưa có toàn văn"}`;

  const row = (root, { work, against }) => {
    const link = make("a", "ten", nameOf(work));
    link.href = root + work.url;
    const notes = [...(work.held ? [] : ["kho chưa có toàn văn"]), ...against];
    return make("li", "", link, " ", make("span", "ngay", dated(work.issued)), " ",
      make("span", "co-quan", work.issuer.name), " ", notes.length ? make("span", "tra-ghi", notes.join("; ")) : "");
  };
  const rows = (root, list) => {
    const node = make("ul", "danh-sach", ...list.slice(0, CAP).map((one) => row(root, one)));
    if (list.length > CAP) node.append(make("li", "", `Còn ${list.length - CAP} văn bản nữa: gõ thêm ký hiệu, cơ quan hoặc năm.`));
    return node;
  };

  // Trong đoạn văn, một văn bản cùng số chưa hẳn là văn bản được dẫn.
  const heading = ({ typed, found }, inText = false) => {
    if (found.length === 1) return `“${typed}”: một văn bản ${inText ? "cùng số, chưa đủ để chắc" : "có số này"}`;
    return found.length ? `“${typed}”: ${found.length} văn bản cùng số, chưa rõ là văn bản nào` : `“${typed}”: kho không có văn bản nào khớp`;
  };
  const section = (root, one, level, id) => {
    const title = make(level, "", heading(one, Boolean(id)));
    if (id) title.id = id;
    const node = make("section", "", title, one.found.length ? rows(root, one.found) : "");
    if (!one.found.length) node.append(make("p", "", "Có thể số bị chép sai, hoặc kho chưa có văn bản ấy và cũng chưa văn bản nào trong kho nhắc tới."));
    if (one.close.length && !one.found.length) node.append(make("p", "tra-gan", "Gần giống, nhưng có điều không khớp:"), rows(root, one.close.slice(0, 10)));
    return node;
  };

  const summary = (answers) => answers.map((one) => heading(one)).join(". ");

  // Đoạn văn với mỗi chỗ dẫn được đánh dấu; chỉ nối thẳng khi chắc chắn.
  const marked = (root, raw, answers) => {
    const text = clean(raw);
    const out = make("div", "tra-doan");
    let past = 0;
    answers.forEach((one, n) => {
      out.append(text.slice(past, one.start));
      const link = make(one.found.length || one.close.length ? "a" : "span", "", text.slice(one.start, one.end));
      if (one.sure) {
        link.href = root + one.found[0].work.url;
        link.title = described(one.found[0].work);
      } else if (link.tagName === "A") link.href = `#tra-cho-${n + 1}`;
      const state = one.sure ? "" : one.found.length ? `có thể: ${one.found.length}` : "không có";
      out.append(make("mark", one.sure ? "tra-chac" : one.found.length ? "tra-co-the" : "tra-khong", link, state ? make("small", "", ` [${state}]`) : ""));
      past = one.end;
    });
    out.append(text.slice(past));
    return out;
  };

  const read = async (address) => {
    const answered = await fetch(address);
    if (!answered.ok) throw new Error(String(answered.status));
    return answered.json();
  };
  const open = async (address) => finder(await read(address));

  // Mục lục chia phần theo chữ số đầu của số: ô tìm kiếm chỉ tải phần có số đang gõ.
  const COLUMNS = ["number", "type", "issuer", "issued", "year", "slug", "flags"];
  const inParts = (folder) => {
    const files = new Map();
    const get = (name) => {
      if (!files.has(name)) files.set(name, read(folder + name).catch((failed) => { files.delete(name); throw failed; }));
      return files.get(name);
    };
    const made = new Map();
    return async (text) => {
      const shared = await get("chung.json");
      const runs = text.match(/\d+/g) ?? ["0"];
      const wanted = [...new Set(runs.map((run) => Number(run.slice(-3)) % shared.parts))].sort((a, b) => a - b);
      const name = wanted.join(" ");
      if (!made.has(name)) {
        const parts = await Promise.all(wanted.map((part) => get(`${part}.json`)));
        made.set(name, finder({ ...shared, ...Object.fromEntries(COLUMNS.map((column) => [column, parts.flatMap((part) => part[column])])) }));
      }
      return made.get(name);
    };
  };

  // Mỗi lần địa chỉ trang đổi, trình duyệt có thể hỏi lại biểu tượng: giữ sẵn nó trong trang.
  const keepIcon = async () => {
    const icon = document.querySelector('link[rel="icon"]');
    const answered = icon && (await fetch(icon.href));
    if (answered?.ok) icon.href = `data:image/svg+xml,${encodeURIComponent(await answered.text())}`;
  };

  const onPage = async (form) => {
    const root = form.dataset.goc;
    const status = document.getElementById("tra-tin");
    const results = document.getElementById("tra-ket-qua");
    const input = form.elements.namedItem("so");
    const paste = document.getElementById("tra-doan");
    const pasted = document.getElementById("tra-doan-ra");
    const asked = new URLSearchParams(location.search);
    const coming = asked.get("so") ?? asked.get("q") ?? "";
    // Từ ô tìm ở trang chủ: lời không có chữ số thì tìm trong toàn văn.
    if (!asked.has("so") && coming && !/\d/.test(coming)) {
      location.replace(`${root}tim/?${new URLSearchParams({ q: coming })}`);
      return;
    }
    const lists = document.getElementById("tra-danh-sach");
    lists.hidden = true;
    form.hidden = false;
    paste.closest("details").hidden = false;
    let found;
    try {
      [found] = await Promise.all([open(form.dataset.mucLuc), keepIcon().catch(() => {})]);
    } catch {
      status.textContent = "Không tải được mục lục số. Hãy tải lại trang, hoặc dùng các danh sách dưới đây.";
      lists.hidden = false;
      return;
    }
    let timer = 0;
    // Chờ ngừng gõ rồi mới đọc lên, để trình đọc màn hình không đọc chồng.
    const say = (words) => {
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = words; }, 400);
    };
    const show = () => {
      const typed = input.value.trim();
      const answers = typed ? found.find(typed) : [];
      results.replaceChildren(...answers.map((one) => section(root, one, "h2")));
      if (typed && !answers.length) {
        const link = make("a", "", "tìm các chữ này trong toàn văn");
        link.href = `${root}tim/?${new URLSearchParams({ q: typed })}`;
        results.append(make("p", "", "Lời gõ chưa có số của văn bản. Hãy gõ thêm số, hoặc ", link, "."));
      }
      say(!typed ? "" : answers.length ? summary(answers) : "Lời gõ chưa có số của văn bản.");
    };
    const keep = () => {
      const typed = input.value.trim();
      history.replaceState(null, "", (typed ? `?${new URLSearchParams({ so: typed })}` : location.pathname) + location.hash);
    };
    const showPasted = () => {
      const answers = found.mark(paste.value);
      const unsure = answers.map((one, n) => (one.sure ? "" : section(root, one, "h3", `tra-cho-${n + 1}`)));
      pasted.replaceChildren(...(paste.value.trim() ? [marked(root, paste.value, answers), ...unsure.filter(Boolean)] : []));
      const sure = answers.filter((one) => one.sure).length;
      say(paste.value.trim() ? `${answers.length} chỗ dẫn số văn bản: ${sure} chỗ nối được, ${answers.length - sure} chỗ cần xem lại.` : "");
    };
    form.addEventListener("input", show);
    // Đổi địa chỉ khi gõ xong, không phải ở mỗi phím.
    form.addEventListener("change", keep);
    addEventListener("blur", keep);
    form.addEventListener("submit", (event) => { event.preventDefault(); keep(); show(); });
    paste.addEventListener("input", showPasted);
    addEventListener("popstate", () => { input.value = new URLSearchParams(location.search).get("so") ?? ""; show(); });
    input.value ||= coming;
    if (input.value) { keep(); show(); }
    if (paste.value) showPasted();
  };

  // Địa chỉ gõ sai vẫn thường còn số: /vb/…/chi-thi/2018/06-ct-ubnd/
  const onMissing = async (place) => {
    const found = await open(`${place.dataset.goc}tra/index.json`);
    const answers = found.find(place.dataset.traSo);
    for (const one of answers) {
      const list = one.found.length ? one.found : one.close;
      if (list.length) place.append(make("p", "", "Văn bản có số trong địa chỉ này:"), rows(place.dataset.goc, list));
    }
  };

  globalThis.traSo = { numberKey, finder, inParts, rows, heading, described, ready: null };
  const form = document.getElementById("tra");
  const missing = document.getElementById("tra-so-sai");
  if (form) globalThis.traSo.ready = onPage(form);
  // Không tải được thì trang lỗi vẫn còn liên kết tới trang tra số.
  else if (missing) globalThis.traSo.ready = onMissing(missing).catch(() => {});
})();
