'use strict';
// The list of people: rows are made for what is near the screen only, so that it stays quick however many there are.
(() => {
  const data = document.getElementById('data');
  if (!data) return;
  const perBlock = 50, perSlice = 2000, printed = 500;
  const people = JSON.parse(data.textContent);
  data.remove();
  const states = [...document.querySelectorAll('#state option')].slice(1).map(option => option.textContent);
  const [rows, table, form, words, state, found, unprinted] =
    ['rows', 'table', 'search', 'words', 'state', 'found', 'unprinted'].map(id => document.getElementById(id));
  const compare = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true }).compare;
  const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const count = number => number.toLocaleString('en-US');
  const texts = new Array(people.length);
  let order = [], shown = [], height = 44;

  const textOf = person => {
    const text = plain([person[0], person[1], person[6], states[person[4]], person[5]].join('\n'));
    return `${text}\n${person[2]}\n${person[3]}`;
  };

  // A number may be typed as people write it: +1 (415) 555-0100.
  const asNumber = text => /^[+\d][\d\s().\/-]{3,}$/.test(text) ? text.replace(/[^\d+]/g, '') : null;

  const cell = (role, text) => {
    const made = document.createElement('span');
    made.setAttribute('role', role);
    if (text) made.append(Object.assign(document.createElement('bdi'), { textContent: text }));
    return made;
  };

  const rowOf = (person, index) => {
    const row = document.createElement('div');
    row.setAttribute('role', 'row');
    row.setAttribute('aria-rowindex', index + 2);
    row.append(
      cell('rowheader', person[0]), cell('cell', person[1]), cell('cell', person[2]), cell('cell', person[3] && `ext. ${person[3]}`),
      cell('cell', states[person[4]]), cell('cell', person[5]));
    return row;
  };

  const fill = block => {
    if (block.firstChild) return;
    const first = +block.dataset.first;
    block.setAttribute('role', 'rowgroup');
    block.append(...shown.slice(first, first + perBlock).map((person, index) => rowOf(people[person], first + index)));
    block.style.height = '';
  };

  const empty = block => {
    if (!block.firstChild) return;
    block.style.height = `${block.offsetHeight}px`;
    block.replaceChildren();
    block.removeAttribute('role');
  };

  const watch = new IntersectionObserver(entries => {
    for (const entry of entries) (entry.isIntersecting ? fill : empty)(entry.target);
  }, { rootMargin: '800px 0px' });

  const show = () => {
    watch.disconnect();
    const blocks = document.createDocumentFragment();
    for (let first = 0; first < shown.length; first += perBlock) {
      const block = document.createElement('div');
      block.dataset.first = first;
      block.style.height = `${Math.min(perBlock, shown.length - first) * height}px`;
      blocks.append(block);
    }
    rows.replaceChildren(blocks);
    table.setAttribute('aria-rowcount', shown.length + 1);
    found.textContent = shown.length === people.length ? `${count(shown.length)} people` : `${count(shown.length)} of ${count(people.length)} people`;
    if (rows.firstChild) {
      fill(rows.firstChild);
      height = Math.max(30, Math.round(rows.firstChild.offsetHeight / rows.firstChild.children.length));
    }
    for (const block of rows.children) watch.observe(block);
  };

  const search = () => {
    const typed = words.value.trim(), number = asNumber(typed), only = state.value;
    const wanted = number ? [number] : plain(typed).split(/\s+/).filter(Boolean);
    shown = [];
    for (const index of order) {
      if (only !== '' && people[index][4] !== +only) continue;
      if (wanted.every(word => texts[index].includes(word))) shown.push(index);
    }
    show();
  };

  const pause = () => new Promise(done => setTimeout(done));

  const merge = (left, right) => {
    const all = [];
    let l = 0, r = 0;
    while (l < left.length && r < right.length) all.push(compare(people[left[l]][0], people[right[r]][0]) <= 0 ? left[l++] : right[r++]);
    return all.concat(left.slice(l), right.slice(r));
  };

  // By name, in slices of work that end before anybody at the screen would notice.
  const sort = async () => {
    let lists = [];
    for (let first = 0; first < people.length; first += perSlice) {
      const list = Array.from({ length: Math.min(perSlice, people.length - first) }, (_, index) => first + index);
      for (const index of list) texts[index] = textOf(people[index]);
      lists.push(list.sort((one, other) => compare(people[one][0], people[other][0])));
      await pause();
    }
    while (lists.length > 1) {
      const merged = [];
      for (let at = 0; at < lists.length; at += 2) {
        merged.push(at + 1 < lists.length ? merge(lists[at], lists[at + 1]) : lists[at]);
        await pause();
      }
      lists = merged;
    }
    return lists[0] ?? [];
  };

  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  };

  const print = () => {
    watch.disconnect();
    [...rows.children].forEach((block, index) => {
      if (index * perBlock < printed) fill(block);
      else block.hidden = true;
    });
    unprinted.hidden = shown.length <= printed;
    unprinted.textContent = `The first ${count(printed)} of ${count(shown.length)} people were printed. Search to print others.`;
  };

  const printedAlready = () => {
    unprinted.hidden = true;
    show();
  };

  form.hidden = table.hidden = false;
  form.addEventListener('submit', event => event.preventDefault());
  found.textContent = 'Sorting people by name …';
  sort().then(sorted => {
    order = sorted;
    search();
    words.addEventListener('input', later);
    state.addEventListener('change', search);
    addEventListener('beforeprint', print);
    addEventListener('afterprint', printedAlready);
    matchMedia('print').addEventListener('change', event => event.matches ? print() : printedAlready());
    table.dataset.ready = 'yes';
  });
})();
