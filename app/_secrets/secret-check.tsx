import { Check } from "#app/_components/check.tsx";

type SecretCheckProps = {
  secret: { readonly name: string; readonly fieldNames: readonly string[] | null };
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
};

/** A secret to tick. */
export function SecretCheck({ secret: { name, fieldNames }, isChecked, onChange }: SecretCheckProps) {
  return (
    <Check isChecked={isChecked} onChange={onChange}>
      <span className="mono">{name}</span>
      {fieldNames === null ? null : <span className="meta">{fieldNames.length} fields</span>}
    </Check>
  );
}
