// Insight: does the support system help? For everybody; only gated figures are here.
import { FormattedMessage } from 'react-intl';
import { Route, Switch } from 'wouter';
import { Room } from '../shell/room';
import { ComparisonsPage } from './comparisons_page';
import { FlowPage } from './flow_page';
import { FrictionsPage } from './frictions_page';
import { MeasuresPage } from './measures_page';
import { PrintPage } from './print_page';
import './insight.css';

const InsightRoom = () => (
  <Room
    name="room.insight"
    pages={[
      { path: '/insight', label: <FormattedMessage id="insight.page.frictions" /> },
      { path: '/insight/flow', label: <FormattedMessage id="insight.page.flow" /> },
      { path: '/insight/comparisons', label: <FormattedMessage id="insight.page.comparisons" /> },
      { path: '/insight/measures', label: <FormattedMessage id="insight.page.measures" /> },
    ]}
  >
    <Switch>
      <Route path="/insight/flow">
        <FlowPage />
      </Route>
      <Route path="/insight/comparisons">
        <ComparisonsPage />
      </Route>
      <Route path="/insight/measures">
        <MeasuresPage />
      </Route>
      <Route path="/insight/print">
        <PrintPage />
      </Route>
      <Route>
        <FrictionsPage />
      </Route>
    </Switch>
  </Room>
);

export default InsightRoom;
