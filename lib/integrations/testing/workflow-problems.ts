import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { parseAction } from "@actions/workflow-parser/actions/action-parser";

/** What GitHub's own parser, with GitHub's own schema, finds wrong in a workflow or in an action's file. */
export function workflowProblems(path: string, content: string): string[] {
  const parse = path.endsWith("action.yml") ? parseAction : parseWorkflow;
  const { context } = parse({ name: path, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}
