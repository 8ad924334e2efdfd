"use client";

import { useRouter } from "next/navigation";
import { addressOf } from "#app/_components/address.ts";
import { Button } from "#app/_components/button.tsx";
import { DialogButton } from "#app/_components/dialog.tsx";
import { SelectField, TextField } from "#app/_components/field.tsx";
import { Form, textOf } from "#app/_components/form.tsx";
import { Icon } from "#app/_components/icon.tsx";
import { AUDIT_ACTIONS } from "#lib/audit-events.ts";
import type { FilterName, Filters } from "./audit-filters.ts";
import type { FilterOptions } from "./filter-labels.ts";

const ACTIONS = Object.entries(AUDIT_ACTIONS).map(([id, { title }]) => ({ id, label: title }));
const FIELDS = [
  "actorId",
  "secretId",
  "machineId",
  "tokenId",
  "action",
  "from",
  "to",
] as const satisfies FilterName[];

type AddFilterProps = { filters: Filters; options: FilterOptions };

export function AddFilter(props: AddFilterProps) {
  return (
    <DialogButton
      docs={{ page: "security", at: "audit" }}
      label={
        <>
          <Icon name="plus" small />
          Filter
        </>
      }
      title="Filter the audit log"
      intro="Filters narrow each other down and live in the address, so a link shows the same events."
    >
      {(close) => <FilterForm {...props} close={close} />}
    </DialogButton>
  );
}

function FilterForm({ filters, options, close }: AddFilterProps & { close: () => void }) {
  const router = useRouter();
  const apply = (form: FormData) => {
    const chosen = Object.fromEntries(FIELDS.map((name) => [name, textOf(form, name)]));
    close();
    router.push(addressOf("/audit", { ...filters, ...chosen }));
  };
  const choice = (label: string, name: (typeof FIELDS)[number], rows: { id: string; label: string }[]) => (
    <SelectField label={label} name={name} defaultValue={filters[name] ?? ""}>
      <option value="">Any</option>
      {rows.map((row) => (
        <option key={row.id} value={row.id}>
          {row.label}
        </option>
      ))}
    </SelectField>
  );
  return (
    <Form className="dialog-form" error={null} onSubmit={apply}>
      <div className="dialog-body">
        <div className="grid-2">
          {choice("Action", "action", ACTIONS)}
          {choice("Actor", "actorId", options.actors)}
          {choice("Secret", "secretId", options.secrets)}
          {choice("Machine", "machineId", options.machines)}
          {choice("Token", "tokenId", options.tokens)}
        </div>
        <div className="grid-2">
          <TextField
            label="From, UTC"
            name="from"
            type="datetime-local"
            defaultValue={filters.from?.slice(0, 16)}
          />
          <TextField
            label="Before, UTC"
            name="to"
            type="datetime-local"
            defaultValue={filters.to?.slice(0, 16)}
          />
        </div>
      </div>
      <div className="dialog-foot end">
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="primary">
          Show events
        </Button>
      </div>
    </Form>
  );
}
