// What compare.html adds to the style of a report.
export const COMPARISON_STYLE = `
.changes{list-style:none;padding:0;display:grid;gap:.7rem}
.change{border:1px solid var(--line);border-left:6px solid var(--strong-line);border-radius:8px;background:var(--surface);padding:.7rem 1rem}
.change.fail{border-left-color:var(--fail)}
.change.warn{border-left-color:var(--warn)}
.change.pass{border-left-color:var(--pass-strong)}
.change h3{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline}
.change h3 .quiet{font-weight:400;font-size:.9rem}
.change .found{margin-top:.7rem;padding-top:.6rem;border-top:1px solid var(--line)}
.change dl{display:grid;grid-template-columns:6rem 1fr;gap:.25rem .8rem;margin-top:.35rem}
.change dd{white-space:pre-wrap}
.change dd.expected{background:var(--sunken);border-radius:5px;padding:.1rem .45rem}
.change dd.observed{background:var(--fail-soft);border-radius:5px;padding:.1rem .45rem}
.change.warn dd.observed{background:var(--warn-soft)}
.change pre{margin:.6rem 0 0;background:var(--sunken);border-radius:6px;padding:.38rem .7rem;white-space:pre-wrap;overflow-wrap:anywhere}
.runs{border-collapse:collapse;width:100%;margin-top:1.4rem;table-layout:fixed}
.runs th,.runs td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere;font-weight:400}
.runs thead th{font-weight:600}
.runs tbody th{color:var(--quiet)}
.runs.heads thead th:first-child{width:8rem}
.runs .differs{background:var(--warn-soft)}
.contents{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;margin-top:1.2rem;padding:0;list-style:none}
@media (max-width:34rem){.change dl{grid-template-columns:1fr}}
@media print{.change{break-inside:avoid}}
`.trim();
