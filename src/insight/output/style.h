// How the page looks: light and dark, on a screen and on paper. No font, picture or script comes from
// elsewhere.
#pragma once

#include <string_view>

namespace insyn::insight {

inline constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --paper: #fcfcfb; --ink: #1d2430; --soft: #5a6472; --line: #d9dde3; --card: #ffffff;
  --blue: #1f5fa8; --blue-soft: #1f5fa826; --amber: #a85a00; --amber-soft: #a85a0026; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181e; --ink: #e6e9ee; --soft: #a3adba; --line: #333b46;
  --card: #1b2129; --blue: #7db4f0; --blue-soft: #7db4f02e; --amber: #f0b060; --amber-soft: #f0b0602e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
main, header, nav { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 3rem 0 .5rem; }
h3 { font-size: 1.15rem; margin: 2.25rem 0 .25rem; }
h4 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 46rem; }
.soft, caption, figcaption { color: var(--soft); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
a { color: var(--blue); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
ol.frictions { list-style: none; padding: 0; margin: 1rem 0; counter-reset: rank; display: grid; gap: .75rem; }
ol.frictions li { counter-increment: rank; display: grid; grid-template-columns: 2.5rem 1fr auto; column-gap: .75rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1.1rem; }
ol.frictions li::before { content: counter(rank); font-size: 1.4rem; color: var(--soft); grid-row: span 3; }
ol.frictions strong { font-size: 1.05rem; }
ol.frictions .hours { font-size: 1.25rem; font-weight: 650; white-space: nowrap; text-align: right; }
ol.frictions .bar { grid-column: 2 / -1; height: .45rem; margin: .45rem 0; background: var(--line); border-radius: .25rem; }
ol.frictions .bar span { display: block; height: 100%; background: var(--amber); border-radius: .25rem; }
ol.frictions .how { grid-column: 2 / -1; color: var(--soft); font-size: .92rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; margin: .75rem 0 1rem; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .35rem; }
th, td { padding: .32rem .8rem .32rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th, thead th.n { color: var(--soft); font-weight: 600; vertical-align: bottom; white-space: normal;
  max-width: 9rem; overflow-wrap: break-word; line-height: 1.25; }
tbody th { font-weight: 500; min-width: 8rem; }
th.n, td.n { text-align: right; white-space: nowrap; }
thead th:last-child, td:last-child { padding-right: 0; }
figure { margin: 1rem 0; }
figure svg { display: block; max-width: 100%; height: auto; background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem; }
svg text { fill: var(--ink); font: 12px system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
svg .soft { fill: var(--soft); }
svg .axis { stroke: var(--line); fill: none; }
svg .box { fill: var(--paper); stroke: var(--soft); }
svg .edge { fill: none; stroke: var(--blue); }
svg .head { fill: var(--blue); }
svg .halo { stroke: var(--card); stroke-width: 4px; paint-order: stroke; }
svg .one { stroke: var(--blue); fill: none; stroke-width: 2; } svg .one-band { fill: var(--blue-soft); }
svg .two { stroke: var(--amber); fill: none; stroke-width: 2; stroke-dasharray: 6 3; } svg .two-band { fill: var(--amber-soft); }
svg .dot { fill: var(--ink); }
details { margin: .5rem 0 1rem; }
summary { cursor: pointer; color: var(--blue); }
details.kind { border-top: 1px solid var(--line); padding-top: .5rem; }
details.kind > summary { font-size: 1.15rem; font-weight: 600; color: var(--ink); padding: .35rem 0; }
dt { font-weight: 600; margin-top: .6rem; } dd { margin: 0; max-width: 46rem; }
footer { margin: 3rem 0; }
@media print { :root { color-scheme: light; --paper: #fff; --card: #fff; } body { font-size: 11pt; }
  nav { display: none; } h2 { break-after: avoid; } figure, tr, li { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; } .scroll { overflow: visible; } }
@media (max-width: 40rem) { ol.frictions li { grid-template-columns: 1.75rem 1fr; }
  ol.frictions .hours { grid-column: 2; text-align: left; } }
)";

}  // namespace insyn::insight
