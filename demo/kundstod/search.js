'use strict';

// Words are compared without case and accents, so that "rakning" finds "räkning".
const fold = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '');

const plain = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();

for (const article of articles) {
  article.words = {
    title: fold(article.title),
    tags: fold(article.tags),
    text: fold(`${article.lead} ${plain(article.body)}`),
  };
}

function score(article, terms) {
  let sum = 0;
  for (const term of terms) {
    const {title, tags, text} = article.words;
    const points = (title.includes(term) ? 8 : 0) + (tags.includes(term) ? 5 : 0) + (text.includes(term) ? 1 : 0);
    if (points === 0) return 0;
    sum += points;
  }
  return sum;
}

/** Articles that have every word of the query, best first; all of a topic where the query is empty. */
function findArticles(query, topic) {
  const terms = fold(query).split(/\s+/).filter(Boolean);
  const pool = articles.filter((article) => !topic || article.topic === topic);
  if (terms.length === 0) return pool;
  return pool.map((article) => ({article, points: score(article, terms)}))
      .filter(({points}) => points > 0)
      .sort((a, b) => b.points - a.points)
      .map(({article}) => article);
}
