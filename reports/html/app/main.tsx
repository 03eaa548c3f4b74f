import './report.css';
import './exchanges.css';
import './call-view.css';
import { render } from 'preact';
import { readReport } from './read-report.ts';
import { App } from './report-page.tsx';
import { applyTheme } from './theme.tsx';

const root = document.getElementById('app');
if (root !== null) {
  applyTheme();
  if (typeof DecompressionStream === 'undefined') {
    root.textContent = 'This browser is too old to open the transcripts in this report: use one of 2023 or later.';
  } else render(<App report={readReport()} />, root);
}
