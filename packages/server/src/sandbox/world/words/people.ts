/** First names, with the accents and apostrophes that real address books have. */
export const FIRST_NAMES = (
  'Aaron Abigail Adam Aisha Alejandro Alice Amara Amy Andrea Angela Anton Barbara Ben Beth Björn Brian Bridget ' +
  'Caleb Camille Carla Carlos Catherine Chen Chloé Christine Claire Colin Daniel Daria David Deborah Diego Dina ' +
  'Edward Elena Emeka Emily Eric Esther Fatima Felix Fiona Frank Gabriel Gareth Grace Greta Hannah Hassan Heidi ' +
  'Henry Ian Ines Ingrid Irene Ivan Jack James Janet Jürgen Joan Joel John José Joyce Julia Kareem Karen Kenji ' +
  'Laura Lars Leah Leila Liam Linda Louise Lucas Malik Marcus Maria Marta Martin Mei Michael Mónica Naomi Natalie ' +
  'Nathan Nicole Nikhil Nora Olga Oliver Omar Oscar Pamela Patrick Paula Peter Priya Quentin Rachel Rafael Renée ' +
  'Robert Rosa Ruth Samuel Sandra Sean Siobhán Sofia Søren Stefan Susan Tamara Tariq Teresa Theo Thomas Tina Tomás ' +
  'Uma Ursula Victor Vera Walter Wendy William Xavier Yasmin Yusuf Zachary Zoë'
).split(' ');

export const LAST_NAMES = (
  'Abbott Adeyemi Alvarez Andersson Bailey Banerjee Barnes Bauer Becker Bennett Berg Boateng Bianchi Brennan ' +
  'Brooks Byrne Campbell Castillo Chandra Chen Clarke Cohen Coleman Costa Cruz Dalton D’Amico Davies Delgado ' +
  'Dempsey Dubois Ekström Ellis Evans Fairchild Fernández Fischer Fitzgerald Fleming Foster Freeman Garcia Gibson ' +
  'Goldberg Gomez Graham Greene Grant Gupta Haddad Hall Hamilton Hansen Harper Hayes Hernández Hoffmann Holt Hughes ' +
  'Ibrahim Iyer Jackson Jankowski Jensen Johansson Jones Kaplan Kelly Keller Khan Kim Klein Kowalski Krüger Lambert ' +
  'Larsen Lee Lehmann Lewis Lindqvist Lopez Lowe MacLeod Malone Marsh Martin Mbeki Meyer Mitchell Moreau Morgan ' +
  "Müller Murphy Nakamura Nguyen Nielsen Novak Núñez Oakley O'Brien O'Connor Okafor Olsen O'Neill Ortega Osman " +
  'Palmer Park Patel Perez Petrov Pfeiffer Quinn Ramirez Reed Reyes Rossi Russell Ryan Salazar Sanders Santos Sato ' +
  'Schäfer Schmidt Schneider Shah Silva Singh Sørensen Stewart Sullivan Takahashi Taylor Thompson Torres Tran Turner ' +
  'Usman Vance Vargas Vogel Wagner Walker Wallace Weber Weiß Whitaker Wong Wright Yamamoto Yilmaz Young Zimmermann'
).split(' ');

/** What contacts do for a living. */
export const JOB_TITLES = [
  'Office Manager',
  'Accountant',
  'Controller',
  'Operations Manager',
  'Chief Executive Officer',
  'Chief Financial Officer',
  'Receptionist',
  'Sales Representative',
  'Project Manager',
  'Human Resources Manager',
  'Warehouse Supervisor',
  'Marketing Coordinator',
  'Legal Assistant',
  'IT Coordinator',
  'Estimator',
  'Practice Administrator',
  'Purchasing Agent',
  'Production Planner',
];
