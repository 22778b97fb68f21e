// Answers to what was chosen, one after another: how far it is, and what was not approved after all.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { Question } from '../design/dialog';
import { TextArea } from '../design/field';
import { Icon } from '../design/icons';
import { Problem } from '../design/problem';
import { Progress } from '../design/progress';
import { Note } from '../design/state';
import { useToast } from '../design/toasts';
import { type Group, mayBeApproved } from './groups';
import { approve, type Answer, refuse } from './program';
import { Reason } from './reason';

const kLongestReason = 500;

interface Work {
  approves: boolean;
  done: number;
  of: number;
}

export const Deciding = ({ groups, onDone }: { groups: readonly Group[]; onDone: () => void }) => {
  const client = useQueryClient();
  const tell = useToast();
  const [work, setWork] = useState<Work | null>(null);
  const [failed, setFailed] = useState<Answer[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);
  const [because, setBecause] = useState('');
  const ids = groups.flatMap((group) => group.requests.map((request) => request.id));
  const may = groups.length > 0 && groups.every(mayBeApproved);

  const decide = async (approves: boolean) => {
    setAsking(false);
    setFailed([]);
    setError(null);
    setWork({ approves, done: 0, of: ids.length });
    const not: Answer[] = [];
    try {
      for (const [done, id] of ids.entries()) {
        setWork({ approves, done, of: ids.length });
        const answer = await (approves ? approve(id) : refuse(id, because.trim()));
        if (!answer.done) not.push(answer);
      }
      const good = ids.length - not.length;
      if (good > 0) tell(<FormattedMessage id={approves ? 'union.decide.approved' : 'union.decide.refused'} values={{ count: good }} />);
      setBecause('');
      onDone();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setFailed(not);
      setWork(null);
      await client.invalidateQueries({ queryKey: ['room'] });
    }
  };

  const tooLong = new TextEncoder().encode(because.trim()).length > kLongestReason;
  return (
    <>
      {error === null ? null : <Problem what={<FormattedMessage id="union.decide.failed" />} error={error} />}
      {failed.length === 0 ? null : (
        <Note tone="danger" icon="error" live>
          <strong>
            <FormattedMessage id="union.decide.not" values={{ count: failed.length }} />
          </strong>
          <ul>
            {failed.map((one) => (
              <li key={one.id}>
                <Reason problem={one.problem} why={one.why} />
              </li>
            ))}
          </ul>
        </Note>
      )}
      {work !== null ? (
        <div className="approve">
          <Progress
            label={<FormattedMessage id={work.approves ? 'union.decide.approving' : 'union.decide.refusing'} />}
            said={<FormattedMessage id="union.decide.progress" values={{ done: work.done, of: work.of }} />}
            value={work.done}
            of={work.of}
          />
        </div>
      ) : groups.length === 0 ? null : (
        <div className="approve batch">
          <p>
            <strong>
              <FormattedMessage id="union.decide.chosen" values={{ groups: groups.length, count: ids.length }} />
            </strong>{' '}
            <span className="soft">
              <FormattedMessage id={may ? 'union.decide.chosenWhy' : 'union.decide.chosenFailed'} />
            </span>
          </p>
          <button type="button" className="button danger" onClick={() => setAsking(true)}>
            <FormattedMessage id="union.decide.refuse" values={{ count: ids.length }} />
          </button>
          <button type="button" className="button primary" disabled={!may} onClick={() => void decide(true)}>
            <Icon name="ok" />
            <FormattedMessage id="union.decide.approve" values={{ count: ids.length }} />
          </button>
        </div>
      )}
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={<FormattedMessage id="union.refuse.title" values={{ count: ids.length }} />}
        actions={
          <>
            <button type="button" className="button quiet" onClick={() => setAsking(false)}>
              <FormattedMessage id="common.cancel" />
            </button>
            <button type="button" className="button danger final" disabled={because.trim() === '' || tooLong} onClick={() => void decide(false)}>
              <FormattedMessage id="union.refuse.do" values={{ count: ids.length }} />
            </button>
          </>
        }
      >
        <p>
          <FormattedMessage id="union.refuse.why" />
        </p>
        <TextArea
          label={<FormattedMessage id="union.refuse.reason" />}
          hint={<FormattedMessage id="union.refuse.hint" />}
          wrong={tooLong ? <FormattedMessage id="union.refuse.tooLong" /> : undefined}
          value={because}
          autoFocus
          onChange={(event) => setBecause(event.target.value.replaceAll(/\s*\n\s*/g, ' '))}
        />
      </Question>
    </>
  );
};
