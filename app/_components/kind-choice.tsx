"use client";

type KindChoiceProps<Kind extends string> = {
  kinds: readonly { readonly kind: Kind; readonly title: string; readonly what: string }[];
  kind: Kind;
  legend?: string;
  onChange: (kind: Kind) => void;
};

/** Which of a few kinds is made, each with a line that says what it is. */
export function KindChoice<Kind extends string>({
  kinds,
  kind,
  legend = "Kind",
  onChange,
}: KindChoiceProps<Kind>) {
  return (
    <fieldset className="choices">
      <legend className="label">{legend}</legend>
      {kinds.map((row) => (
        <label key={row.kind} className="choice">
          <input
            type="radio"
            name="kind"
            value={row.kind}
            checked={kind === row.kind}
            onChange={() => onChange(row.kind)}
          />
          <span>
            <b>{row.title}</b>
            <span className="meta">{row.what}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
