import { EventFacts } from "#app/_audit/event-facts.tsx";
import { EventSentence } from "#app/_audit/event-sentence.tsx";
import { addressOf } from "#app/_components/address.ts";
import { Icon } from "#app/_components/icon.tsx";
import { Link } from "#app/_components/link.tsx";
import { hoursWords } from "#app/_machines/guardrail-words.ts";
import { type Gate, requestGates } from "#app/_words/request-gates.ts";
import type { EventView } from "#lib/contract/audit.ts";
import type { MachineDetailView } from "#lib/contract/machines.ts";
import { DENIAL_REMEDIES } from "#lib/denial-remedies.ts";

type TraceProps = { machine: MachineDetailView; event: EventView | undefined };

/** One request, gate by gate; for what is no read, what happened and its facts. */
export function DenialTrace({ machine, event }: TraceProps) {
  if (event === undefined) {
    return (
      <section className="panel panel-body why" aria-labelledby="why">
        <h2 id="why">Nothing was denied</h2>
        <p className="soft mt-1">Choose a request to see which gates it passed.</p>
      </section>
    );
  }
  const groups = requestGates(event);
  const isDenied = event.outcome !== "allowed";
  return (
    <section className="panel why" aria-labelledby="why">
      <div className="panel-head">
        <h2 id="why">{isDenied ? "Why was this request denied?" : "What this request passed"}</h2>
      </div>
      {groups === null ? (
        <div className="panel-body stack close">
          <p>
            <EventSentence event={event} />
          </p>
        </div>
      ) : (
        groups.map(({ title, gates }) => (
          <div key={title}>
            <h3 className="gate-group">{title}</h3>
            <ol className="trace">
              {gates.map((gate) => (
                <TraceGate key={gate.title} gate={gate} machine={machine} event={event} />
              ))}
            </ol>
          </div>
        ))
      )}
      <div className="panel-body">
        <EventFacts event={event} />
      </div>
      <div className="panel-foot meta">
        <span>Recorded before the machine was answered</span>
        <Link href={addressOf("/audit", { machineId: machine.id })}>In the audit log</Link>
      </div>
    </section>
  );
}

const CLASSES = { pass: "pass", stop: "stop", skip: "skip-gate" } as const;

function TraceGate({ gate, machine, event }: { gate: Gate; machine: MachineDetailView; event: EventView }) {
  const remedy = event.reason === null ? undefined : DENIAL_REMEDIES[event.reason];
  return (
    <li className={CLASSES[gate.state]}>
      <span className="dot">
        {gate.state === "skip" ? null : <Icon name={gate.state === "pass" ? "check" : "x"} small />}
      </span>
      <h4>{gate.title}</h4>
      <span className="what">
        {gate.state === "stop" ? <b className="denied-text">Denied here. </b> : null}
        {gate.what}
      </span>
      {gate.state === "stop" ? (
        <div className="fix">
          <dl className="compare">
            <dt>Came from</dt>
            <dd>
              <code>{event.sourceIp ?? "–"}</code>
            </dd>
            <Allowed machine={machine} event={event} />
            <dt>{machine.token === null ? "Registered from" : "Enrolled from"}</dt>
            <dd>
              <code>{machine.sourceIp}</code>
            </dd>
          </dl>
          {remedy === undefined ? null : <p className="mt-2">{remedy}</p>}
          {event.sourceIp !== null && event.sourceIp !== machine.sourceIp ? (
            <p className="mt-2">
              The address is not the one it came from. If you do not know it, disable the machine.
            </p>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

/** The guardrail that stopped it, as it stands today: it may have been changed since. */
function Allowed({ machine, event }: { machine: MachineDetailView; event: EventView }) {
  const { sourceCidrs = null, hours = null } = machine.guardrails ?? {};
  if (event.reason === "guardrail_source" && sourceCidrs !== null) {
    return (
      <>
        <dt>Allowed now</dt>
        <dd>
          <code>{sourceCidrs.join(", ")}</code>
        </dd>
      </>
    );
  }
  if (event.reason !== "guardrail_hours" || hours === null) return null;
  return (
    <>
      <dt>Allowed now</dt>
      <dd>{hoursWords(hours)}</dd>
    </>
  );
}
