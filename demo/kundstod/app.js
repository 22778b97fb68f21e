'use strict';

const byId = (id) => document.getElementById(id);
const view = byId('main');
const query = byId('query');
const state = {topic: '', hits: [], chosen: 0};

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const chip = (text, extra = '') => element('span', {className: `chip ${extra}`, textContent: text});

function marked(text) {
  const terms = fold(query.value).split(/\s+/).filter((term) => term.length > 1);
  const parts = text.split(/(\s+)/);
  return parts.map((part) => terms.some((term) => fold(part).includes(term)) ?
      element('mark', {textContent: part}) : part);
}

function hitRow(article, index) {
  const row = element('button', {className: 'hit', type: 'button'},
      element('b', {}, ...marked(article.title)), element('p', {}, ...marked(article.lead)),
      chip(article.topic), chip(article.language), chip(`Ändrad ${article.changed}`));
  row.classList.toggle('chosen', index === state.chosen);
  row.addEventListener('click', () => showArticle(article));
  return row;
}

function showHits() {
  state.hits = findArticles(query.value, state.topic);
  state.chosen = Math.max(0, Math.min(state.chosen, state.hits.length - 1));
  const number = state.hits.length;
  const what = query.value.trim() ? `${number} ${number === 1 ? 'träff' : 'träffar'} på ”${query.value.trim()}”` :
      `${number} artiklar${state.topic ? ` om ${state.topic.toLowerCase()}` : ''}`;
  view.replaceChildren(element('p', {className: 'count', textContent: what}), ...state.hits.map(hitRow));
  if (number === 0) {
    view.append(element('div', {className: 'none', textContent: 'Inget svar här. Prova ett annat ord, eller fråga din teamledare.'}));
  }
  view.scrollTop = 0;
}

function usefulRow() {
  const row = element('div', {className: 'useful'}, 'Gav artikeln svar på frågan?');
  for (const answer of ['Ja', 'Delvis', 'Nej']) {
    const button = element('button', {type: 'button', textContent: answer});
    button.addEventListener('click', () => {
      for (const other of row.querySelectorAll('button')) other.setAttribute('aria-pressed', other === button);
    });
    row.append(button);
  }
  return row;
}

function showArticle(article) {
  const back = element('button', {className: 'back', type: 'button', textContent: '‹ Till träfflistan'});
  back.addEventListener('click', showHits);
  const page = element('article', {lang: article.language === 'English' ? 'en' : 'sv'});
  page.append(chip(article.topic), chip(article.language), chip(`Ändrad ${article.changed}`),
      element('h1', {textContent: article.title}), element('p', {className: 'lead', textContent: article.lead}));
  page.insertAdjacentHTML('beforeend', article.body);
  page.append(usefulRow());
  view.replaceChildren(back, page);
  view.scrollTop = 0;
  view.focus();
}

function showTopics() {
  const names = [...new Set(articles.map((article) => article.topic))];
  const button = (topic, label, number) => {
    const made = element('button', {type: 'button'}, label, element('span', {textContent: number}));
    if (state.topic === topic) made.setAttribute('aria-current', 'true');
    made.addEventListener('click', () => {
      Object.assign(state, {topic, chosen: 0});
      query.value = '';
      showTopics();
      showHits();
    });
    return made;
  };
  byId('topics').replaceChildren(element('h3', {textContent: 'Ämnen'}), button('', 'Alla', articles.length),
      ...names.map((name) => button(name, name, articles.filter((article) => article.topic === name).length)));
}

function choose(step) {
  const rows = view.querySelectorAll('.hit');
  if (rows.length === 0) return;
  rows[state.chosen]?.classList.remove('chosen');
  state.chosen = Math.max(0, Math.min(rows.length - 1, state.chosen + step));
  rows[state.chosen].classList.add('chosen');
  rows[state.chosen].scrollIntoView({block: 'nearest'});
}

query.addEventListener('input', () => {
  state.chosen = 0;
  state.topic = '';
  showTopics();
  showHits();
});
query.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowDown') choose(1);
  else if (event.key === 'ArrowUp') choose(-1);
  else if (event.key === 'Enter' && state.hits[state.chosen]) showArticle(state.hits[state.chosen]);
  else return;
  event.preventDefault();
});

// F2 search · F4 contact reason · F8 note · F9 the agent's own notes · Escape back from there, or to the hits
document.addEventListener('keydown', (event) => {
  if (event.key === 'F2') { query.focus(); query.select(); }
  else if (event.key === 'F4') byId('reason').focus();
  else if (event.key === 'F8') byId('note').focus();
  else if (event.key === 'F9') byId('own').hidden = false;
  else if (event.key === 'Escape' && !byId('own').hidden) byId('own').hidden = true;
  else if (event.key === 'Escape' && view.querySelector('article')) showHits();
  else return;
  event.preventDefault();
});

byId('case').addEventListener('submit', (event) => {
  event.preventDefault();
  byId('saved').textContent = byId('reason').value ? '✓ Ärende 26-114 902 sparat' : 'Välj en kontaktorsak först';
});

showTopics();
showHits();
query.focus();
