# items: packs that come with the program, installed as they are.
nobase_dist_pkgdata_DATA = \
  items/cetl/pack.yaml \
  items/cetl/framework.yaml \
  items/cetl/blueprints/current.yaml \
  items/cetl/blueprints/classic-two-part.yaml \
  items/cetl/blueprints/half.yaml \
  items/cetl/blueprints/quick.yaml \
  items/cetl/edu.instruction.yaml \
  items/cetl/edu.stakeholders.yaml \
  items/cetl/edu.team.yaml \
  items/cetl/lead.ethics.yaml \
  items/cetl/lead.planning.yaml \
  items/cetl/lead.vision.yaml \
  items/cetl/tech.business.yaml \
  items/cetl/tech.comms.yaml \
  items/cetl/tech.data.yaml \
  items/cetl/essays.yaml \
  items/cetl/glossary.yaml \
  items/cetl/interview.yaml \
  items/cetl/resources.yaml \
  items/cetl/review.csv \
  items/cetl/instruments/candidate.yaml \
  items/cetl/instruments/superintendent.yaml \
  items/cetl/instruments/team.yaml \
  items/cetl/tech.it.yaml
