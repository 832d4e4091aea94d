import type { JsonRecord } from '../../../store/index.js';
import { equals } from '../query.js';
import { nameOf, referenceTo } from '../references.js';
import { needed, saveNew } from '../save.js';
import { numberOf, ownId } from '../values.js';
import { recordId, type ActionCall, type ActionTable } from './action.js';

/** Actions of projects: templates are applied by copying phases and tickets (*assumed*). */
export const PROJECT_ACTIONS: ActionTable = {
  'POST /project/projects/{parentId}/applyTemplate/{id}': async (call) => {
    const project = Number(call.parameters['parentId']);
    await apply(call, project, Number(call.parameters['id']));
    return { answer: await workplan(call, project) };
  },
  'POST /project/projects/{parentId}/applyTemplates': async (call) => {
    const project = Number(call.parameters['parentId']);
    await needed(call.draft, 'project/projects', [], project);
    for (const template of call.items) await apply(call, project, Number(template['id']));
    return { answer: await workplan(call, project) };
  },
  'POST /project/projectTemplates/createFromProject/{id}': async (call) => {
    const { body, draft, save } = call;
    const project = await needed(draft, 'project/projects', [], recordId(call));
    const members = {
      ...body,
      name: body['name'] ?? nameOf(project),
      description: body['description'] ?? nameOf(project),
    };
    return { answer: await saveNew(save, draft, 'project/projectTemplates', [], members) };
  },
};

async function apply(call: ActionCall, project: number, template: number): Promise<void> {
  const { draft, save } = call;
  const target = await needed(draft, 'project/projects', [], project);
  await needed(draft, 'project/projectTemplates', [], template);
  const phases = await draft.list('project/projectTemplates/projectTemplatePhases', {
    where: equals('parentId', template),
  });
  for (const phase of phases) {
    const made = await saveNew(save, draft, 'project/projects/phases', [project], {
      description: phase['description'] ?? 'Phase',
      wbsCode: phase['wbsCode'],
    });
    const tickets = await draft.list('project/projectTemplates/projectTemplateTickets', {
      where: equals('projectTemplatePhaseId', ownId(phase)),
    });
    for (const ticket of tickets) {
      await saveNew(save, draft, 'project/tickets', [], {
        summary: nameOf(ticket).slice(0, 100) || nameOf(phase).slice(0, 100),
        project: referenceTo('project/projects', target, 'project'),
        phase: referenceTo('project/projects/phases', made, 'phase', [project]),
        company: target['company'],
        budgetHours: numberOf(ticket, 'budgetHours'),
      });
    }
  }
}

const PLANNED = ['id', 'description', 'status', 'wbsCode', 'notes', 'budgetHours', 'actualHours'];

async function workplan({ draft }: ActionCall, projectId: number): Promise<JsonRecord> {
  const phases = await draft.list('project/projects/phases', { parents: [projectId] });
  return {
    projectId,
    phases: phases.map((phase) => ({
      projectId,
      ...Object.fromEntries(PLANNED.map((member) => [member, phase[member]])),
    })),
  };
}
