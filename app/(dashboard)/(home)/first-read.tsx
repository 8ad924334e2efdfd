import { ButtonLink } from "#app/_components/button.tsx";
import { Icon } from "#app/_components/icon.tsx";
import type { OverviewView } from "#lib/contract/overview.ts";
import { type FirstStep, firstSteps } from "./first-steps.ts";

/** The checklist: only the current step is open and has a button. */
export function FirstRead({ overview }: { overview: OverviewView }) {
  const steps = firstSteps(overview);
  const done = steps.filter(({ isDone }) => isDone).length;
  const current = steps.findIndex(({ isDone }) => !isDone);
  return (
    <section aria-labelledby="first">
      <div className="section-head">
        <h2 id="first">First pipeline read</h2>
        <span className="meta progress-words">
          {done} of {steps.length} done
          <span className="progress" aria-hidden="true">
            {steps.map((step, index) => (
              <i key={step.title} className={index < done ? "on" : ""} />
            ))}
          </span>
        </span>
      </div>
      <ol className="steps">
        {steps.map((step, index) => (
          <Step key={step.title} step={step} number={index + 1} isCurrent={index === current} />
        ))}
      </ol>
    </section>
  );
}

type StepProps = { step: FirstStep; number: number; isCurrent: boolean };

function Step({ step, number, isCurrent }: StepProps) {
  if (step.isDone) {
    return (
      <li className="done">
        <span className="tick">
          <Icon name="check" small />
        </span>
        <h3>
          {step.title}
          <span className="sr">, done</span>
        </h3>
      </li>
    );
  }
  return (
    <li className={isCurrent ? "now" : "next"} aria-current={isCurrent ? "step" : undefined}>
      <span className="tick">{number}</span>
      <div>
        <h3>{step.title}</h3>
        {isCurrent ? (
          <p className="what">{step.what}</p>
        ) : step.waits ? (
          <p className="meta">{step.waits}</p>
        ) : null}
      </div>
      {isCurrent && step.action ? (
        <div className="do">
          <ButtonLink look="primary" href={step.action.href}>
            {step.action.label}
          </ButtonLink>
        </div>
      ) : null}
    </li>
  );
}
