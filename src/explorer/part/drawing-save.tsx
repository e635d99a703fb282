import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { AboutDocument, type CitedFragment } from '../../generated/explorer/graphql.ts';
import { ask } from '../ask.ts';
import { inWords, type Moment, useMoment } from '../state.ts';
import { graph as text } from '../text/graph.ts';
import { shared } from '../text/shared.ts';
import type { View } from '../view.ts';
import { colorsNow, pictureOf, pngOf } from './drawing-picture.ts';
import { arrange, type Layout } from './layout.ts';
import { save, saveCsv, sourcesCell } from './save.ts';
import { readClaims } from './use-around.ts';

const forms = ['png', 'svg', 'json', 'csv'] as const;
type Form = (typeof forms)[number];

interface Drawn {
  readonly view: View;
  /** Undefined: not computed yet. */
  readonly layout: Layout | undefined;
  readonly title: string;
}

/** Saves what is drawn: as a picture, as data, or its claims as a table. */
export function SaveMenu(drawn: Drawn) {
  const moment = useMoment();
  const [state, setState] = useState<string>('');
  const start = async (form: Form) => {
    setState(text.saving);
    try {
      await saveAs(form, drawn, moment);
      setState(text.saved);
    } catch (error) {
      setState(`${text.notSaved} ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <span className="save">
      <MenuTrigger>
        <Button aria-label={text.saveAs}>
          {text.save} <span aria-hidden="true">▾</span>
        </Button>
        <Popover>
          <Menu className="menu" onAction={(form) => void start(form as Form)}>
            {forms.map((form) => (
              <MenuItem key={form} id={form} className="menu-item">
                {text[form]}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <span role="status" className="fine">
        {state}
      </span>
    </span>
  );
}

async function saveAs(form: Form, { view, layout, title }: Drawn, moment: Moment): Promise<void> {
  const name = `around-${view.root}-${moment.asOf}`;
  if (form === 'csv') return saveCsv((await drawnClaims(view, moment)).map(rowOf), name);
  const { dataset } = await ask(AboutDocument, {});
  if (form === 'json') return save(JSON.stringify(await dataOf(view, moment, dataset.version), null, 2), `${name}.json`);
  const place = moment.circuit === null ? text.everywhere : shared.circuits[moment.circuit];
  const picture = pictureOf({
    view,
    layout: layout ?? (await arrange(view)),
    title: text.pictureTitle(title, inWords(moment.asOf), place),
    note: `${shared.brand}. ${shared.dataset(dataset.law, dataset.version)} ${shared.notAdvice}`,
    colors: colorsNow(),
  });
  save(form === 'svg' ? picture.svg : await pngOf(picture), `${name}.${form}`);
}

/** Claims of the drawing in full, in the order of its expanded entities. */
async function drawnClaims(view: View, moment: Pick<Moment, 'asOf' | 'circuit'>): Promise<readonly CitedFragment[]> {
  const relationships = [...new Set(view.groups.map(({ relationship }) => relationship))];
  const lists = await Promise.all(
    [...view.claims].map(async ([of, ids]) => {
      const isDrawn = new Set(ids);
      return (await readClaims(of, relationships, moment)).filter(({ id }) => isDrawn.has(id));
    }),
  );
  return lists.flat();
}

async function dataOf(view: View, { asOf, circuit }: Moment, dataset: string): Promise<object> {
  return {
    dataset,
    asOf,
    circuit,
    root: view.root,
    nodes: [...view.entities.values()].map(({ id, kind, title }) => ({ id, kind, title })),
    summarised: view.summaries.map(({ of, group, count }) => ({
      of,
      relationship: group?.relationship ?? null,
      direction: group?.way ?? null,
      count,
    })),
    claims: (await drawnClaims(view, { asOf, circuit })).map(({ from, to, ...claim }) => ({
      ...claim,
      from: from.id,
      to: to.id,
    })),
  };
}

const rowOf = ({ id, relationship, from, to, sentence, note, validFrom, validTo, ...claim }: CitedFragment) => ({
  id,
  relationship,
  from: from.id,
  fromTitle: from.title,
  to: to.id,
  toTitle: to.title,
  sentence,
  note,
  validFrom,
  validTo,
  circuits: claim.circuits.join(' '),
  support: claim.support,
  verified: claim.verified,
  sources: sourcesCell(claim.sources),
});
