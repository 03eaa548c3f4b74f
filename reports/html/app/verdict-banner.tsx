import { usePlace } from './context.ts';
import { Shown } from './shown.tsx';

const sentenceCase = (text: string): string => text.charAt(0) + text.slice(1).toLowerCase();

/** The sentence of the terminal, its first words large: `NOT CONFORMANT: 3 requirements fail.` */
export const VerdictBanner = () => {
  const { report } = usePlace();
  const { run, sentence, tone } = report;
  const [, loud = sentence, limit = '', rest = ''] =
    /^([A-Z ]+)( under --strict| but for [^:]*)?: (.*)$/s.exec(sentence) ?? [];
  const reason = run.incompleteReason ?? 'it was cut short';
  return (
    <div class={`banner ${tone}`}>
      <h1 tabIndex={-1}>
        <Shown text={loud === sentence ? sentence : `${sentenceCase(loud)}${limit}`} />
      </h1>
      {rest === '' ? null : (
        <p class="lead">
          <Shown text={rest.charAt(0).toUpperCase() + rest.slice(1)} />
        </p>
      )}
      {run.complete ? null : (
        <p class="notice">
          {sentence.includes(reason) ? null : (
            <>
              The run is incomplete: <Shown text={reason} />.{' '}
            </>
          )}
          What the run did not get to is not exercised here.
        </p>
      )}
    </div>
  );
};
