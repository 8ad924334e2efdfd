import type { ReactNode } from "react";
import { Link } from "#app/_components/link.tsx";
import { TimeCell } from "#app/_components/time.tsx";
import { counted } from "#app/_format/amount.ts";
import { MACHINE_KIND_WORDS, MACHINE_ORIGIN_WORDS } from "#app/_words/machine-words.ts";
import type { Instant } from "#lib/contract/fields.ts";
import type { MachineDetailView, MachineOrigin } from "#lib/contract/machines.ts";

const FROM_WORDS: Record<MachineOrigin, string> = {
  enrollment_token: "Enrolled from",
  bootstrap_token: "Registered from",
  bundle: "Downloaded from",
  claim: "Bound from",
};

export function MachineFacts({ machine }: { machine: MachineDetailView }) {
  return (
    <dl className="strip">
      <div>
        <dt>Kind</dt>
        <dd>
          {MACHINE_KIND_WORDS[machine.kind]}
          {machine.kind === "container" ? (
            <span className="sub">{MACHINE_ORIGIN_WORDS[machine.origin]}</span>
          ) : null}
        </dd>
      </div>
      <Origin machine={machine} />
      <div>
        <dt>{FROM_WORDS[machine.origin]}</dt>
        <dd>
          <Whence machine={machine} />
        </dd>
      </div>
      <div>
        <dt>Expires, UTC</dt>
        <dd>
          <TimeCell at={machine.expiresAt} />
        </dd>
      </div>
      <div>
        <dt>Can read</dt>
        <dd>{machine.state === "active" ? counted(machine.secretCount, "secret") : "Nothing now"}</dd>
      </div>
    </dl>
  );
}

/** Where its key went or came from: what was made here is at the address that downloaded it. */
function Whence({ machine }: { machine: MachineDetailView }) {
  const { origin, download, sourceIp, hostname } = machine;
  if (origin === "bundle")
    return download?.sourceIp ? (
      <span className="mono">{download.sourceIp}</span>
    ) : (
      <span className="faint">–</span>
    );
  return (
    <>
      <span className="mono">{sourceIp}</span>
      <span className="sub">says it is {hostname}</span>
    </>
  );
}

/** Who or what let it in, and when. */
function Origin({ machine }: { machine: MachineDetailView }) {
  const { token, owner, validation, approvedAt, createdAt, download } = machine;
  switch (machine.origin) {
    case "bootstrap_token":
      return <Fact who="Validated by" name={validation?.createdBy} when="Approved, UTC" at={approvedAt} />;
    case "bundle":
      return (
        <Fact who="Provisioned by" name={owner?.name} when="Downloaded, UTC" at={download?.at ?? null} />
      );
    case "claim":
      return <Fact who="Provisioned by" name={owner?.name} when="Bound, UTC" at={createdAt} />;
    default:
      return (
        <Fact
          who="Parent token"
          name={token === null ? undefined : <Link href={`/tokens/${token.id}`}>{token.name}</Link>}
          when="Enrolled, UTC"
          at={createdAt}
        />
      );
  }
}

type FactProps = { who: string; name: ReactNode; when: string; at: Instant | null };

function Fact({ who, name, when, at }: FactProps) {
  return (
    <>
      <div>
        <dt>{who}</dt>
        <dd>{name ?? <span className="faint">–</span>}</dd>
      </div>
      <div>
        <dt>{when}</dt>
        <dd>
          <TimeCell at={at} />
        </dd>
      </div>
    </>
  );
}
