/** Queries that a new user is shown: on the start page, in the terminal and in the README. */
export const exampleQueries = [
  {
    title: 'Discretion was denied at a first hearing: what else is open?',
    query: `{
  afterDenial(relief: "prosecutorial-discretion", stage: "master-calendar-hearing") {
    options {
      remedy { id title }
      status
      sentence
      deadlines { title }
    }
    nextQuestion { text }
  }
}`,
  },
  {
    title: 'What does cancellation of removal take, and what bars it?',
    query: `{
  reliefType(id: "cancellation-nonlpr") {
    title
    requires { factor { title } test { op value } sources { citation url } }
    barredBy { to { id title } unless { title } sentence }
    availableAt { stage { title } mode }
  }
}`,
  },
  {
    title: 'From discretion to a work permit, by way of another relief',
    query: `{
  paths(from: "prosecutorial-discretion", to: "work-permit-eligible", via: [ALTERNATIVE_TO, CONFERS], maxLength: 2, first: 5) {
    cost
    sentence
  }
}`,
  },
] as const;
