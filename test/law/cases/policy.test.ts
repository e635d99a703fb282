import { describe, expect, test } from 'vitest';
import { type Data, onEachEngine } from '../../engines.ts';
import { assess, claim, idsOf } from './ask.ts';

/** External cases of kind D: what policy was on a day. */
onEachEngine((api) => {
  const stateOf = async (id: string, date: string): Promise<Data> =>
    (
      await api.ask(
        `query ($id: ID!, $date: Date!) { policyInstrument(id: $id) { summary effective citation statusOn(date: $date) { state since until note } } }`,
        { id, date },
      )
    ).policyInstrument;
  const track = async (id: string, date: string): Promise<Data> => {
    const { policyOn } = await api.ask(
      'query ($date: Date!) { policyOn(date: $date) { tracks { track { id } governing { id } note } } }',
      { date },
    );
    return policyOn.tracks.find((one: Data) => one.track.id === id);
  };
  const policyClaims = async (remedy: string, asOf: string): Promise<string[]> =>
    idsOf((await assess(api, remedy, { asOf })).policy);

  describe('shared-d01: could a lawyer rely on the May 2021 guidance after the injunction? https://millermayer.com/2021/federal-judge-blocks-biden-administrations-immigration-enforcement-priorities-ice-suspends-memo/', () => {
    test('counsel for ICE did not rely on it from August 19, 2021 on', async () => {
      const { statusOn } = await stateOf('trasvina-opla-2021', '2021-08-25');
      expect(statusOn).toMatchObject({ state: 'SUSPENDED', since: '2021-08-19' });
      expect(statusOn.note).toContain('OPLA stopped relying on it because of the injunction');
      expect((await stateOf('trasvina-opla-2021', '2021-08-18')).statusOn.state).toBe('IN_FORCE');
    });
    test('no guidance to trial attorneys took its place', async () => {
      const { governing, note } = await track('track-opla', '2021-08-25');
      expect(governing).toEqual([]);
      expect(note).toContain('Trasvina memo suspended; case-by-case');
      expect(await policyClaims('pd-dismissal', '2021-08-25')).not.toContain('trasvina-opla-2021.expands.pd-dismissal');
      expect(await policyClaims('pd-dismissal', '2021-08-18')).toContain('trasvina-opla-2021.expands.pd-dismissal');
    });
    test.fails('questions went to local counsel: track-opla does not say so from 2021-08-19', async () => {
      expect((await track('track-opla', '2021-08-25')).note).toMatch(/local/);
    });
  });

  describe('shared-d02: was the discretion of trial attorneys abolished in mid 2017? https://www.litwinlaw.com/blog/2017/07/less-ice-prosecutorial-discretion-under-trump/', () => {
    test('discretion went on, case by case', async () => {
      const { summary, statusOn } = await stateOf('kelly-interior-2017', '2017-06-21');
      expect(statusOn).toMatchObject({ state: 'IN_FORCE', since: '2017-02-20' });
      expect(summary).toContain('allowed discretion only one case at a time');
      const policy = await policyClaims('prosecutorial-discretion', '2017-06-21');
      expect(policy).toContain('kelly-interior-2017.restricts.prosecutorial-discretion');
      expect(policy.filter((id) => /\.(suspends|terminates)\./.test(id))).toEqual([]);
    });
    test('the refusal of leniency by trial attorneys came only in August', async () => {
      expect((await track('track-opla', '2017-06-21')).governing).toEqual([{ id: 'ramlogan-opla-2015' }]);
      expect((await track('track-opla', '2017-08-15')).governing).toEqual([{ id: 'short-opla-2017' }]);
    });
    test('mailboxes for requests ended in 2017', async () => {
      const { policyTrack } = await api.ask('{ policyTrack(id: "track-opla") { caveat } }');
      expect(policyTrack.caveat).toContain('ICE used office mailboxes in 2011-2017');
    });
    const notes = async (): Promise<string> => {
      const { policy } = await assess(api, 'pd-request', { asOf: '2017-06-21' });
      return policy.map(({ note }: Data) => note).join('\n');
    };
    test.fails('a refused request ends with the local chief counsel: the data lacks kelly-interior-2017.restricts.pd-request', async () => {
      expect(await notes()).toMatch(/chief counsel/i);
    });
    test.fails('headquarters is no longer asked: the data lacks kelly-interior-2017.restricts.pd-request', async () => {
      expect(await notes()).toMatch(/headquarters/i);
    });
  });

  describe('shared-d03: closure is asked for and DHS does not object, January 2022. https://www.aila.org/library/eoir-issues-policy-memo-on-administrative', () => {
    const id = 'eoir-dm-22-03.expands.administrative-closure';
    test('the memo of November 22, 2021 is in force, and judges may close cases', async () => {
      const { statusOn, citation } = await stateOf('eoir-dm-22-03', '2022-01-10');
      expect(citation).toBe('EOIR DM 22-03');
      expect(statusOn).toMatchObject({ state: 'IN_FORCE', since: '2021-11-22' });
      expect(await policyClaims('administrative-closure', '2022-01-10')).toContain(id);
      expect(await policyClaims('administrative-closure', '2021-11-21')).not.toContain(id);
      expect((await track('track-ij-administrative-closure', '2022-01-10')).note).toContain('yes');
    });
    test.fails(`judges generally grant what is not opposed: ${id} does not say so`, async () => {
      expect((await claim(api, id))?.note).toEqual(expect.stringMatching(/grant/));
    });
  });

  describe('shared-d04: USCIS denies a benefit in March 2025. https://immpolicytracking.org/policies/uscis-releases-policy-memo-on-issuance-of-ntas-in-cases-involving-inadmissible-and-removable-noncitizens', () => {
    test('a notice to appear follows under PM-602-0187 of February 28, 2025', async () => {
      const { summary, citation, effective, statusOn } = await stateOf('uscis-nta-2025', '2025-03-15');
      expect([citation, effective, statusOn.state]).toEqual(['PM-602-0187', '2025-02-28', 'IN_FORCE']);
      expect(summary).toContain('starts removal cases against most people it denies who are not lawfully present');
      expect(summary).toContain('Most employment-petition beneficiaries are left out');
      expect((await track('track-uscis-notices-to-appear', '2025-03-15')).governing).toEqual([{ id: 'uscis-nta-2025' }]);
      expect(await claim(api, 'uscis-nta-2025.expands.nta-issued')).toMatchObject({ validFrom: '2025-02-28', validTo: null });
    });
    test('no class is exempt from enforcement', async () => {
      const { summary, statusOn } = await stateOf('dhs-rescission-of-priorities-2025', '2025-03-15');
      expect(statusOn.state).toBe('IN_FORCE');
      expect(summary).toContain('No class of removable people is off limits');
    });
    test('DACA keeps procedures of its own', async () => {
      expect((await stateOf('uscis-nta-2025', '2025-03-15')).summary).toContain('DACA and TPS have own rules');
    });
  });

  describe('shared-d05: was group parole for four countries ended on May 10, 2025? https://www.cliniclegal.org/resources/removal-proceedings/updates-chnv-parole-terminations-and-federal-litigation', () => {
    test('the terminations were stayed from April 14 to May 30, 2025', async () => {
      const { statusOn } = await stateOf('chnv-termination-2025', '2025-05-10');
      expect(statusOn).toMatchObject({
        state: 'SUSPENDED',
        since: '2025-04-14',
        until: '2025-05-30',
        note: 'as to ending existing grants',
      });
    });
    test('they took effect again by leave of the Supreme Court', async () => {
      const { statusOn } = await stateOf('chnv-termination-2025', '2025-05-30');
      expect(statusOn.state).toBe('IN_FORCE');
      expect(statusOn.note).toContain('Supreme Court stay');
    });
    test('parole is ended in part before and after the stay, not during it', async () => {
      const ending = async (asOf: string): Promise<string[]> =>
        (await policyClaims('parole-humanitarian', asOf)).filter((id) => id.startsWith('chnv-termination-2025.terminates'));
      expect(await ending('2025-04-13')).toEqual(['chnv-termination-2025.terminates.parole-humanitarian']);
      expect(await ending('2025-05-10')).toEqual([]);
      expect(await ending('2025-05-30')).toEqual(['chnv-termination-2025.terminates.parole-humanitarian.2']);
    });
  });

  describe('shared-d06: what could a first DACA applicant and a holder in Texas get in July 2025? https://homeishere.us/guidance-for-current-daca-recipients-in-texas/', () => {
    const date = '2025-07-23';
    test('a first request is taken and not granted', async () => {
      expect((await track('track-daca', date)).note).toContain('renewals; first requests received but not decided');
      expect((await assess(api, 'daca', { asOf: date })).policy).toContainEqual({
        id: 'texas-daca-2023.suspends.daca',
        note: 'first requests only; in force in part only',
      });
    });
    test('holders renew everywhere, Texas too', async () => {
      const { summary, statusOn } = await stateOf('ca5-daca-2025', date);
      expect(summary).toContain('Current recipients keep renewing everywhere until the trial court enters a new order');
      expect(statusOn.note).toContain('not carried out by the trial court');
    });
    test('the mandate of the Fifth Circuit took effect on March 11, 2025', async () => {
      expect((await stateOf('ca5-daca-2025', date)).statusOn).toMatchObject({ state: 'PARTIAL', since: '2025-03-11' });
      expect((await stateOf('ca5-daca-2025', '2025-03-10')).statusOn.state).toBe('PENDING');
    });
    test('advance parole is available', async () => {
      const { reliefType } = await api.ask(`{ reliefType(id: "daca") { confers(asOf: "${date}") { note consequence { id } } } }`);
      const travel = reliefType.confers.find(({ consequence }: Data) => consequence.id === 'travel-document');
      expect(travel.note).toContain('advance parole possible');
    });
  });
});
