/** Why a button that has no form did not do what it says, beside the button. */
export function ActionProblem({ error }: { error: { message: string } | null }) {
  if (error === null) return null;
  return (
    <span className="denied-text" role="alert">
      {error.message}
    </span>
  );
}
