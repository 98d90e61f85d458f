/*
 * pairs.h - who goes out with whom
 */
#ifndef DEMO_PAIRS_H
#define DEMO_PAIRS_H

#define PAIR12 "w=officer1|oa=@o1|ob=@o2"
#define PAIR34 "w=officer3|oa=@o3|ob=@o4"
#define PAIR56 "w=officer5|oa=@o5|ob=@o6"
#define PAIR17 "w=officer7|oa=@o7|ob=@o1"
#define PAIR79 "w=officer9|oa=@o9|ob=@o7"

#endif
